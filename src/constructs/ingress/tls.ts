import type { Construct } from 'constructs';
import type { EntryClass } from '../parts/entry-class';
import { requireObjectName } from '../parts/object-name';
import { refuse } from '../parts/refuse';
import { shown } from '../parts/shown';

/** The source of the certificate for the public hosts, one of three. */
export type Tls = IssuedTls | SecretTls | LoadBalancerTls;

/** cert-manager requests it from a ClusterIssuer and renews it. */
export interface IssuedTls {
  /** The name of an existing ClusterIssuer. */
  readonly clusterIssuer: string;

  readonly secret?: never;
  readonly certificateArn?: never;
}

/** It is in an existing Secret of type `kubernetes.io/tls`. */
export interface SecretTls {
  /** The Secret's name, in the application's namespace. */
  readonly secret: string;

  readonly clusterIssuer?: never;
  readonly certificateArn?: never;
}

/** The load balancer of the cloud holds it. */
export interface LoadBalancerTls {
  /** Its Amazon resource name in AWS Certificate Manager, or `discover` to find the one that matches the host. */
  readonly certificateArn: string;

  readonly clusterIssuer?: never;
  readonly secret?: never;
}

const SOURCES = ['clusterIssuer', 'secret', 'certificateArn'] as const;
/** @see https://docs.aws.amazon.com/acm/latest/userguide/acm-overview.html */
const ARN = /^arn:aws(-cn|-us-gov)?:acm:[a-z]{2}(-[a-z]+)+-\d:\d{12}:certificate\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Refuses certificates that the entry class doesn't support, certificates without hosts, and invalid names. */
export function requireTls(
  construct: Construct,
  { tls, redirect }: { readonly tls?: Tls; readonly redirect?: boolean },
  { name, certificates }: EntryClass,
  hosts: readonly string[],
): void {
  if (redirect !== undefined && typeof redirect !== 'boolean') {
    refuse(construct, { setting: 'redirect', message: `must be true or false, got ${shown(redirect)}`, fix: 'leave it out for true' });
  }
  if (tls === undefined) return;
  if (hosts.length === 0) refuse(construct, { setting: 'tls', message: 'requires hosts, which the certificate is for', fix: 'set hosts' });
  const sources = SOURCES.filter((source) => tls?.[source] !== undefined);
  const [source] = sources;
  if (source === undefined || sources.length > 1) {
    const message = `must have one of ${SOURCES.join(', ')}, got ${shown(tls)}`;
    refuse(construct, { setting: 'tls', message, fix: "write for example { clusterIssuer: 'letsencrypt' }" });
    return;
  }
  if ((source === 'certificateArn' ? 'load-balancer' : 'secret') !== certificates) {
    const fix = certificates === 'secret' ? 'write tls: { clusterIssuer } or { secret }' : "write tls: { certificateArn: 'discover' }";
    refuse(construct, {
      setting: 'tls',
      message: `must be a certificate that the class ${shown(name)} supports, got ${source}`,
      fix,
    });
  } else {
    requireSource(construct, source, tls[source]);
  }
}

function requireSource(construct: Construct, source: (typeof SOURCES)[number], name: unknown): void {
  const setting = `tls.${source}`;
  if (source !== 'certificateArn') {
    requireObjectName(construct, setting, name, source === 'secret' ? 'Secret' : 'ClusterIssuer');
  } else if (typeof name !== 'string' || (name !== 'discover' && !ARN.test(name))) {
    const message = `must be the ARN of a certificate in AWS Certificate Manager, got ${shown(name)}`;
    refuse(construct, { setting, message, fix: "write arn:aws:acm:<region>:<account>:certificate/<id>, or 'discover'" });
  }
}
