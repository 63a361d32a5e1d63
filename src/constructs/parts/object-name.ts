import type { IConstruct } from 'constructs';
import { isConfigKey, isObjectName } from '../../manifests/names';
import { refuse } from './refuse';
import type { SecretKey } from './secret-key';
import { shown } from './shown';

/** Refuses an invalid name of an object. */
export function requireObjectName(construct: IConstruct, setting: string, name: unknown, kind: string): void {
  if (isObjectName(name)) return;
  refuse(construct, {
    setting,
    message: `must be the name of a ${kind}, got ${shown(name)}`,
    fix: "write lower-case letters, digits, '-' and '.', such as shop-registry",
  });
}

/** Refuses an invalid key of a Secret, and an invalid name of a Secret. */
export function requireSecretKey(construct: IConstruct, setting: string, key: SecretKey | undefined): void {
  requireObjectName(construct, `${setting}.secret`, key?.secret, 'Secret');
  if (isConfigKey(key?.key)) return;
  refuse(construct, {
    setting: `${setting}.key`,
    message: `must be a key of a Secret, got ${shown(key?.key)}`,
    fix: "write letters, digits, '-', '_' and '.'",
  });
}
