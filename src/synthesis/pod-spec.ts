import type { Manifest } from './manifest';

/** The parts of a pod's specification that refer to Secrets and to claims. */
export interface PodSpec {
  readonly containers?: readonly Container[];
  readonly initContainers?: readonly Container[];
  readonly imagePullSecrets?: readonly { readonly name: string }[];
  readonly volumes?: readonly Volume[];
}

interface Container {
  readonly env?: readonly { readonly valueFrom?: { readonly secretKeyRef?: SecretKeyRef } }[];
  readonly envFrom?: readonly { readonly secretRef?: { readonly name: string; readonly optional?: boolean } }[];
}

interface SecretKeyRef {
  readonly name: string;
  readonly key: string;
  readonly optional?: boolean;
}

interface SecretItems {
  readonly items?: readonly { readonly key: string }[];
  readonly optional?: boolean;
}

interface Volume {
  readonly secret?: SecretItems & { readonly secretName: string };
  readonly projected?: { readonly sources: readonly { readonly secret?: SecretItems & { readonly name: string } }[] };
}

/** The specification of the pods that an object makes, undefined where it makes none. */
export function podSpecOf(manifest: Manifest): PodSpec | undefined {
  const spec = manifest['spec'] as (PodSpec & { template?: Template; jobTemplate?: { spec?: { template?: Template } } }) | undefined;
  if (manifest.kind === 'Pod') return spec;
  if (manifest.kind === 'CronJob') return spec?.jobTemplate?.spec?.template?.spec;
  return ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Job'].includes(manifest.kind) ? spec?.template?.spec : undefined;
}

interface Template {
  readonly spec?: PodSpec;
}
