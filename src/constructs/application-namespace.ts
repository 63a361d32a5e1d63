import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { type AcceptedChange, changeAnnotations } from '../manifests/accepted-change';
import { isDnsLabel } from '../manifests/names';
import { requireAcceptedChange } from './parts/accepted-change';
import { kubeObject, standIn } from './parts/kube-object';
import { componentLabel } from './parts/labels';
import { clusterScoped, namespaceOf } from './parts/namespace';
import { type PodSecurityStandard, podSecurityLabels } from './parts/pod-security';
import { isRefused, refuse } from './parts/refuse';
import { shown } from './parts/shown';

/** The props of an application's namespace. */
export interface ApplicationNamespaceProps {
  /** The Pod Security Standard that every pod in it meets. */
  readonly podSecurity: PodSecurityStandard;

  /**
   * More labels, such as those that the platform's ingress controller reads.
   *
   * @default none
   */
  readonly labels?: Readonly<Record<string, string>>;

  /**
   * Changes that synth refuses without a reason, such as `{ accept: 'claim-size', of: 'StatefulSet/shop/elasticsearch', because: '...' }`. A reason is
   * valid for one change of the objects that it names.
   *
   * @default none
   */
  readonly acceptedChanges?: readonly AcceptedChange[];
}

/**
 * The namespace of its chart: a Namespace that enforces a Pod Security Standard.
 *
 * @throws if the chart's namespace is not a DNS label or is one of Kubernetes' own, whose pods couldn't run under these policies and this quota
 */
export class ApplicationNamespace extends Construct {
  /** The Namespace. `ApiObject.of(namespace)` returns it too. */
  readonly namespace: k8s.KubeNamespace;

  constructor(scope: Construct, id: string, props: ApplicationNamespaceProps) {
    super(scope, id);
    const name = namespaceOf(this);
    requireOwn(this, name);
    this.namespace = isRefused(this) ? standIn(k8s.KubeNamespace) : namespace(this, name, props);
    this.node.defaultChild = this.namespace;
  }
}

function namespace(scope: Construct, name: string, props: ApplicationNamespaceProps): k8s.KubeNamespace {
  const { podSecurity, labels, acceptedChanges = [] } = props;
  const accepted = acceptedChanges.map((change, index) => requireAcceptedChange(scope, change, `acceptedChanges[${index}]`));
  const annotations = changeAnnotations(accepted);
  const object = kubeObject(k8s.KubeNamespace, scope, 'namespace', {
    metadata: {
      name,
      ...(accepted.length > 0 && { annotations }),
      labels: { ...componentLabel('namespace'), ...podSecurityLabels(podSecurity), ...labels },
    },
  });
  return clusterScoped(object);
}

function requireOwn(construct: Construct, name: string): void {
  const setting = 'namespace';
  if (!isDnsLabel(name)) {
    const message = `must be a DNS label, got ${shown(name)}`;
    refuse(construct, { setting, message, fix: "write at most 63 lower-case letters, digits and '-'" });
  } else if (name === 'default' || name.startsWith('kube-')) {
    refuse(construct, {
      setting,
      message: `must not be 'default' or begin with 'kube-', got ${shown(name)}`,
      fix: 'write a namespace for the application, such as shop',
    });
  }
}
