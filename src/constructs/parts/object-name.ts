import type { IConstruct } from 'constructs';
import { refuse } from './refuse';
import type { SecretKey } from './secret-key';
import { shown } from './shown';

const LABEL = '[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?';
const DNS_LABEL = new RegExp(`^${LABEL}$`);
const DNS_SUBDOMAIN = new RegExp(`^${LABEL}(\\.${LABEL})*$`);

/** Whether it is a DNS label (RFC 1123), as namespaces and most parts of names must be. */
export function isDnsLabel(name: unknown): name is string {
  return typeof name === 'string' && DNS_LABEL.test(name);
}

/** Whether it can be the name of most objects: a DNS subdomain (RFC 1123). */
function isObjectName(name: unknown): name is string {
  return typeof name === 'string' && name.length <= 253 && DNS_SUBDOMAIN.test(name);
}

/** Refuses what no object of that kind can be called. */
export function requireObjectName(construct: IConstruct, setting: string, name: unknown, kind: string): void {
  if (isObjectName(name)) return;
  refuse(construct, {
    setting,
    message: `must be the name of a ${kind}, got ${shown(name)}`,
    fix: "write lower-case letters, digits, '-' and '.', such as shop-registry",
  });
}

/**
 * Whether a key of a ConfigMap or Secret can be a file's name.
 *
 * @see https://kubernetes.io/docs/concepts/configuration/configmap/#configmap-object
 */
export function isFileName(key: unknown): key is string {
  return typeof key === 'string' && /^[-._a-zA-Z0-9]{1,253}$/.test(key) && !key.startsWith('..') && key !== '.';
}

/** Refuses a key of a Secret that it can't have, and a Secret of such a name. */
export function requireSecretKey(construct: IConstruct, setting: string, key: SecretKey | undefined): void {
  requireObjectName(construct, `${setting}.secret`, key?.secret, 'Secret');
  if (isFileName(key?.key)) return;
  refuse(construct, {
    setting: `${setting}.key`,
    message: `must be a key of a Secret, got ${shown(key?.key)}`,
    fix: "write letters, digits, '-', '_' and '.'",
  });
}
