import type { Cluster } from '../../cluster/harness/cluster';
import { type Answer, agreed } from '../../cluster/harness/server';
import { writeStatus } from './status';
import { type AnyObject, Watched } from './watched';

const ISSUERS = '/apis/cert-manager.io/v1/issuers';
const CERTIFICATES = '/apis/cert-manager.io/v1/certificates';
const SECRETS = '/api/v1/secrets';

/**
 * Plays cert-manager, as far as the order matters in which its objects become ready: an Issuer with a CA isn't ready before the CA's Secret is there, a
 * Certificate not before its Issuer, and then it has its Secret. A ClusterIssuer is the platform's own, and is ready. No certificate is made.
 */
export class CertManager {
  private readonly cluster: Cluster;
  private issuers!: Watched;
  private certificates!: Watched;
  private secrets!: Watched;

  private constructor(cluster: Cluster) {
    this.cluster = cluster;
  }

  /** The cluster must have cert-manager's CRDs. */
  static async play(cluster: Cluster): Promise<Watched[]> {
    const manager = new CertManager(cluster);
    manager.issuers = await Watched.start(cluster, ISSUERS);
    manager.certificates = await Watched.start(cluster, CERTIFICATES);
    manager.secrets = await Watched.start(cluster, SECRETS);
    const all = [manager.issuers, manager.certificates, manager.secrets];
    for (const watched of all) watched.each(() => manager.look());
    return all;
  }

  private look(): void {
    for (const issuer of this.issuers.all()) this.say(ISSUERS, issuer, this.issuerIsReady(issuer), 'ErrGetKeyPair');
    for (const certificate of this.certificates.all()) {
      const ready = this.isReady(certificate);
      this.say(CERTIFICATES, certificate, ready, 'DoesNotExist', ready ? [] : [condition('Issuing', true, 'DoesNotExist')]);
    }
  }

  private issuerIsReady({ metadata, spec }: AnyObject): boolean {
    return !spec.ca || this.secrets.get(spec.ca.secretName, metadata?.namespace) !== undefined;
  }

  /** Whether the Certificate is issued; issues it when it can be. */
  private isReady({ metadata, spec }: AnyObject): boolean {
    const namespace = metadata?.namespace;
    if (this.secrets.get(spec.secretName, namespace)) return true;
    const issuer = spec.issuerRef.kind === 'ClusterIssuer' ? undefined : this.issuers.get(spec.issuerRef.name, namespace);
    if (spec.issuerRef.kind === 'ClusterIssuer' || (issuer && this.issuerIsReady(issuer))) this.issue(spec.secretName, namespace as string);
    return false;
  }

  private issue(name: string, namespace: string): void {
    const data = { 'ca.crt': '', 'tls.crt': '', 'tls.key': '' };
    const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace }, type: 'kubernetes.io/tls', data };
    this.cluster.server
      .apply(secret)
      .then((answer) => isGone(answer) || agreed(answer, `Secret ${namespace}/${name}`))
      .catch((error: Error) => this.cluster.state.fail(error));
  }

  private say(path: string, object: AnyObject, ready: boolean, reason: string, others: readonly object[] = []): void {
    const said = object.status?.conditions?.find(({ type }: { type: string }) => type === 'Ready')?.status;
    if (said === (ready ? 'True' : 'False') || object.metadata?.deletionTimestamp) return;
    const conditions = [condition('Ready', ready, ready ? 'Ready' : reason), ...others];
    writeStatus(this.cluster, path, object, { conditions }).catch((error: Error) => this.cluster.state.fail(error));
  }
}

/** Whether the namespace goes or is gone, where nobody needs the Secret any more. */
function isGone({ status, body }: Answer): boolean {
  return status === 404 || (status === 403 && (body.message ?? '').includes('it is being terminated'));
}

function condition(type: string, status: boolean, reason: string): object {
  return { type, status: status ? 'True' : 'False', reason, message: reason, lastTransitionTime: new Date().toISOString() };
}
