import { createHash } from 'node:crypto';
import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import type { Identity } from '../parts/labels';
import { namespaceOf } from '../parts/namespace';
import { refuse } from '../parts/refuse';
import { isFileName } from './file-name';

/**
 * An immutable ConfigMap named for its content, and its name; none where there is no configuration.
 *
 * Another content is another ConfigMap, hence another pod template, hence a rollout. Pods of the old revision keep the old content, whether
 * they restart or the rollout is undone. See docs/decisions/0041-configuration.md.
 */
export function configMap(scope: Construct, identity: Identity, config: Readonly<Record<string, string>> | undefined): string | undefined {
  if (!config || Object.keys(config).length === 0) return undefined;
  requireKeys(scope, Object.keys(config));
  requireRoom(scope, config);
  const data = Object.fromEntries(Object.entries(config).sort(([a], [b]) => (a < b ? -1 : 1)));
  const name = `${identity.name}-${createHash('sha256').update(JSON.stringify(data)).digest('hex').slice(0, 10)}`;
  new k8s.KubeConfigMap(scope, 'config', {
    metadata: { name, namespace: namespaceOf(scope), labels: identity.labels },
    immutable: true,
    data,
  });
  return name;
}

function requireKeys(construct: Construct, keys: readonly string[]): void {
  const wrong = keys.find((key) => !isFileName(key));
  if (wrong !== undefined) refuse(construct, `config '${wrong}' is no file name; write letters, digits, '-', '_' and '.'`);
}

// https://kubernetes.io/docs/concepts/configuration/configmap/: etcd takes no larger object.
const MOST_BYTES = 1024 * 1024;

function requireRoom(construct: Construct, config: Readonly<Record<string, string>>): void {
  const bytes = Object.entries(config).reduce((sum, [key, value]) => sum + Buffer.byteLength(key) + Buffer.byteLength(value), 0);
  if (bytes > MOST_BYTES)
    refuse(construct, `config has ${bytes} bytes, and a ConfigMap holds ${MOST_BYTES} at most; put large files into the image`);
}
