import type { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { refuse } from '../parts/refuse';
import type { SecretKey } from '../parts/secret-key';

/** What an environment variable is set to. */
export type EnvironmentValue = string | ConfigKey | SecretKey;

/** A key of the service's own `config`. */
export interface ConfigKey {
  /** The key: a file's name. */
  readonly config: string;
}

/** What a container's environment is made from. */
export interface EnvironmentSource {
  readonly environment?: Readonly<Record<string, EnvironmentValue>>;
  readonly config?: Readonly<Record<string, string>>;
}

// What every shell can read: https://pubs.opengroup.org/onlinepubs/9799919799/basedefs/V1_chap08.html
const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

// A password, but not the file, the URL or the name that it is found by.
const SECRET = /(PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN|API_?KEY|PRIVATE_?KEY|ACCESS_?KEY)$/i;

/** Environment variables. @throws on a name that no shell can read, a secret in clear, and a key that the configuration doesn't have */
export function environmentVariables(construct: Construct, source: EnvironmentSource, configMapName: string | undefined): k8s.EnvVar[] {
  return Object.entries(source.environment ?? {}).map(([name, value]) => {
    if (!NAME.test(name))
      refuse(construct, `environment variable '${name}' is one that no shell can read; use letters, digits and '_', and no digit first`);
    if (typeof value === 'string') {
      if (SECRET.test(name)) {
        refuse(
          construct,
          `environment variable '${name}' has a value that anybody can read; name a Secret: { secret: 'name', key: 'key' }`,
        );
      }
      return { name, value };
    }
    if ('secret' in value) return { name, valueFrom: { secretKeyRef: { name: value.secret, key: value.key } } };
    const known = Object.keys(source.config ?? {});
    if (!known.includes(value.config)) {
      const there = known.length > 0 ? `it has ${known.join(', ')}` : 'it has none';
      refuse(construct, `environment variable '${name}' reads '${value.config}', which its config doesn't have; ${there}`);
    }
    return { name, valueFrom: { configMapKeyRef: { name: configMapName, key: value.config } } };
  });
}

/** Whether a variable holds a secret. */
export function holdsSecret({ environment }: EnvironmentSource): boolean {
  return Object.values(environment ?? {}).some((value) => typeof value === 'object' && 'secret' in value);
}
