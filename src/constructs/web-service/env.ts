import type { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { requireSecretKey } from '../parts/object-name';
import { entriesOf, isPlain } from '../parts/record';
import { refuse } from '../parts/refuse';
import type { SecretKey } from '../parts/secret-key';
import { shown } from '../parts/shown';

/** The value of an environment variable. */
export type EnvValue = string | ConfigKey | SecretKey;

/** A key of the service's own `config`. */
export interface ConfigKey {
  /** The key: a file's name. */
  readonly config: string;
}

/** Where environment variables come from. */
export interface EnvSource {
  readonly env?: Readonly<Record<string, EnvValue>>;
  readonly config?: Readonly<Record<string, string>>;
}

// The names that every shell accepts: https://pubs.opengroup.org/onlinepubs/9799919799/basedefs/V1_chap08.html
const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

// Matches a password, but not the name, file or URL of one.
const SECRET = /(PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN|API_?KEY|PRIVATE_?KEY|ACCESS_?KEY)$/i;

/** The environment variables of a container. */
export function envVars(source: EnvSource, configMapName: string | undefined): k8s.EnvVar[] {
  return Object.entries(source.env ?? {}).map(([name, value]) => {
    if (typeof value === 'string') return { name, value };
    if ('secret' in value) return { name, valueFrom: { secretKeyRef: { name: value.secret, key: value.key } } };
    return { name, valueFrom: { configMapKeyRef: { name: configMapName, key: value.config } } };
  });
}

/** Refuses names that shells don't accept, secrets in plain text, and keys that the configuration lacks. */
export function requireEnv(construct: Construct, { env, config }: EnvSource): void {
  const keys = isPlain(config) ? Object.keys(config) : [];
  for (const [name, value] of entriesOf(construct, 'env', env, "{ LEVEL: 'info' }")) {
    const setting = `env.${name}`;
    if (!NAME.test(name)) {
      const message = `must have names that every shell accepts, got ${shown(name)}`;
      refuse(construct, { setting: 'env', message, fix: "use letters, digits and '_', and don't begin with a digit" });
    } else if (typeof value === 'string') {
      if (!SECRET.test(name)) continue;
      const message = 'must not be a secret in plain text, which anybody who reads the manifest could see';
      refuse(construct, { setting, message, fix: "refer to a Secret: { secret: 'name', key: 'key' }" });
    } else if (isReference(value) && 'secret' in value) {
      requireSecretKey(construct, setting, value);
    } else if (!isReference(value) || typeof value.config !== 'string') {
      const message = `must be a string, { config } or { secret, key }, got ${shown(value)}`;
      refuse(construct, { setting, message, fix: "put a number in quotes, such as '8080'" });
    } else if (!keys.includes(value.config)) {
      const message = `must name a key of config, got ${shown(value.config)}`;
      refuse(construct, {
        setting,
        message,
        fix: keys.length > 0 ? `write one of ${keys.join(', ')}, or add it to config` : 'add it to config',
      });
    }
  }
}

/** JavaScript and casts bypass the types. */
function isReference(value: EnvValue): value is ConfigKey | SecretKey {
  return typeof value === 'object' && value !== null;
}

/** Whether a variable refers to a Secret. */
export function holdsSecret({ env }: EnvSource): boolean {
  return Object.values(env ?? {}).some((value) => isReference(value) && 'secret' in value);
}
