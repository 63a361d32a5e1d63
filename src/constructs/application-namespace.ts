import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { clusterScoped, namespaceOf } from './parts/namespace';
import { type PodSecurityStandard, podSecurityLabels } from './parts/pod-security';
import { refuse } from './parts/refuse';

/** What the namespace of an application needs. */
export interface ApplicationNamespaceProps {
  /** The Pod Security Standard that every pod in it meets. */
  readonly podSecurity: PodSecurityStandard;

  /**
   * Further labels, such as those that the platform's ingress controller reads.
   *
   * @default none
   */
  readonly labels?: Readonly<Record<string, string>>;
}

/**
 * The namespace of its chart: a Namespace that enforces a Pod Security Standard.
 *
 * @throws on a name that is not a DNS label, and on Kubernetes' own namespaces: nobody else's pods can live under an application's policies and quota
 */
export class ApplicationNamespace extends Construct {
  constructor(scope: Construct, id: string, props: ApplicationNamespaceProps) {
    super(scope, id);
    const name = namespaceOf(this);
    if (!DNS_LABEL.test(name)) refuse(this, `namespace '${name}' is not a DNS label; write at most 63 lower-case letters, digits and '-'`);
    if (name === 'default' || name.startsWith('kube-')) {
      refuse(this, `namespace '${name}' belongs to Kubernetes; use one for the application alone`);
    }
    clusterScoped(
      new k8s.KubeNamespace(this, 'namespace', {
        metadata: { name, labels: { ...podSecurityLabels(props.podSecurity), ...props.labels } },
      }),
    );
  }
}

// RFC 1123
const DNS_LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
