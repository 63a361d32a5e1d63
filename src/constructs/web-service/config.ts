import { createHash } from 'node:crypto';
import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { isConfigKey } from '../../manifests/names';
import { kubeObject } from '../parts/kube-object';
import type { Identity } from '../parts/labels';
import { namespaceOf } from '../parts/namespace';
import { entriesOf } from '../parts/record';
import { refuse } from '../parts/refuse';
import { shown } from '../parts/shown';

/**
 * An immutable ConfigMap whose name contains a hash of its content; none without configuration.
 *
 * New content makes a new ConfigMap, hence a new pod template and a rollout. Pods of the old revision keep the old content when they restart, and
 * so does a rollback. See docs/decisions/0041-configuration.md.
 */
export function configMap(
  scope: Construct,
  identity: Identity,
  config: Readonly<Record<string, string>> | undefined,
): k8s.KubeConfigMap | undefined {
  if (!config || Object.keys(config).length === 0) return undefined;
  const data = Object.fromEntries(Object.entries(config).sort(([a], [b]) => (a < b ? -1 : 1)));
  const name = `${identity.name}-${createHash('sha256').update(JSON.stringify(data)).digest('hex').slice(0, 10)}`;
  return kubeObject(k8s.KubeConfigMap, scope, 'config', {
    metadata: { name, namespace: namespaceOf(scope), labels: identity.labels },
    immutable: true,
    data,
  });
}

// https://kubernetes.io/docs/concepts/configuration/configmap/: etcd accepts no larger object.
const MOST_BYTES = 1024 * 1024;

/** Refuses keys that can't be file names, values that aren't strings, and more data than a ConfigMap can hold. */
export function requireConfig(construct: Construct, config: Readonly<Record<string, string>> | undefined): void {
  const entries = entriesOf(construct, 'config', config, "{ 'settings.yaml': 'level: info' }");
  for (const [key, value] of entries) {
    // cdk8s would set a key of this name as a prototype and lose it.
    if (!isConfigKey(key) || key === '__proto__') {
      refuse(construct, {
        setting: 'config',
        message: `must have keys that can be file names, got ${shown(key)}`,
        fix: "write letters, digits, '-', '_' and '.'",
      });
    }
    if (typeof value !== 'string') {
      refuse(construct, {
        setting: `config.${key}`,
        message: `must be a string, got ${shown(value)}`,
        fix: "put it in quotes, such as '8080'",
      });
    }
  }
  const bytes = entries.reduce((sum, [key, value]) => sum + Buffer.byteLength(key) + Buffer.byteLength(String(value)), 0);
  if (bytes > MOST_BYTES) {
    const message = `must be ${MOST_BYTES} bytes or less to fit in a ConfigMap, got ${bytes}`;
    refuse(construct, { setting: 'config', message, fix: 'put large files into the image' });
  }
}
