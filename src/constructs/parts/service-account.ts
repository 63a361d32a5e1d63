import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { isLabelKey } from '../../manifests/names';
import { kubeObject } from './kube-object';
import type { Identity } from './labels';
import { namespaceOf } from './namespace';
import { entriesOf } from './record';
import { refuse } from './refuse';
import { shown } from './shown';

/** The annotations by which EKS (IAM roles for service accounts), GKE and AKS (Workload Identity) give pods an identity. */
export const EKS_ROLE = 'eks.amazonaws.com/role-arn';
export const GKE_ACCOUNT = 'iam.gke.io/gcp-service-account';
export const AZURE_CLIENT = 'azure.workload.identity/client-id';

/** What a component's ServiceAccount may be given. */
export interface ServiceAccountOptions {
  /**
   * Annotations of its ServiceAccount, by which a provider gives its pods an identity: `eks.amazonaws.com/role-arn` on EKS,
   * `iam.gke.io/gcp-service-account` on GKE, `azure.workload.identity/client-id` on AKS. The pods need no token of Kubernetes for that.
   *
   * @default none
   */
  readonly serviceAccountAnnotations?: Readonly<Record<string, string>>;
}

/** A ServiceAccount of its own, so that access can be granted and audited. It gets no token, because its pods never call the API server. */
export function serviceAccount(scope: Construct, identity: Identity, options: ServiceAccountOptions): k8s.KubeServiceAccount {
  const { serviceAccountAnnotations: annotations } = options;
  return kubeObject(k8s.KubeServiceAccount, scope, 'service-account', {
    metadata: { name: identity.name, namespace: namespaceOf(scope), labels: identity.labels, annotations },
    automountServiceAccountToken: false,
  });
}

/**
 * The labels that pods need for that identity. The webhook of AKS looks at no pod without its own.
 *
 * @see https://azure.github.io/azure-workload-identity/docs/topics/service-account-labels-and-annotations.html
 */
export function workloadIdentityLabels({ serviceAccountAnnotations = {} }: ServiceAccountOptions): Record<string, string> {
  return Object.hasOwn(serviceAccountAnnotations, AZURE_CLIENT) ? { 'azure.workload.identity/use': 'true' } : {};
}

/** Refuses annotations that the API server would refuse. */
export function requireServiceAccount(construct: Construct, { serviceAccountAnnotations }: ServiceAccountOptions): void {
  const setting = 'serviceAccountAnnotations';
  const example = "{ 'eks.amazonaws.com/role-arn': 'arn:aws:iam::123456789012:role/search' }";
  for (const [name, value] of entriesOf(construct, setting, serviceAccountAnnotations, example)) {
    if (isLabelKey(name.toLowerCase()) && typeof value === 'string') continue;
    refuse(construct, { setting, message: `must be strings by name, got ${shown(name)}: ${shown(value)}`, fix: `write ${example}` });
  }
}
