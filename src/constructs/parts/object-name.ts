import type { IConstruct } from 'constructs';
import { isConfigKey, isObjectName } from '../../manifests/names';
import { refuse } from './refuse';
import type { SecretKey } from './secret-key';
import { shown } from './shown';

/** Refuses what no object of that kind can be called. */
export function requireObjectName(construct: IConstruct, setting: string, name: unknown, kind: string): void {
  if (isObjectName(name)) return;
  refuse(construct, {
    setting,
    message: `must be the name of a ${kind}, got ${shown(name)}`,
    fix: "write lower-case letters, digits, '-' and '.', such as shop-registry",
  });
}

/** Refuses a key of a Secret that it can't have, and a Secret of such a name. */
export function requireSecretKey(construct: IConstruct, setting: string, key: SecretKey | undefined): void {
  requireObjectName(construct, `${setting}.secret`, key?.secret, 'Secret');
  if (isConfigKey(key?.key)) return;
  refuse(construct, {
    setting: `${setting}.key`,
    message: `must be a key of a Secret, got ${shown(key?.key)}`,
    fix: "write letters, digits, '-', '_' and '.'",
  });
}
