import type { Manifest } from '../../../src/synthesis/manifest';

const WAVE = 'argocd.argoproj.io/sync-wave';

/** What differs between the versions of the application that these tests deploy. */
export interface Version {
  readonly image?: string;
  readonly nodeSelector?: Readonly<Record<string, string>>;
  readonly deadline?: number;
}

/** A namespace in wave -1, a database with a volume in wave 0, an API with its settings in wave 1, and a frontend in wave 2. */
export function application(namespace: string, version: Version = {}): readonly Manifest[] {
  return [
    { ...object('v1', 'Namespace', namespace, -1), metadata: { name: namespace, annotations: { [WAVE]: '-1' } } },
    statefulSet(namespace),
    { ...object('v1', 'ConfigMap', 'settings', 1, namespace), data: { level: 'info' } },
    deployment('api', 1, namespace, version),
    deployment('web', 2, namespace),
  ];
}

/** An object without a specification. */
export function object(apiVersion: string, kind: string, name: string, wave = 0, namespace?: string): Manifest {
  const annotations = wave === 0 ? {} : { annotations: { [WAVE]: `${wave}` } };
  return { apiVersion, kind, metadata: { name, ...(namespace && { namespace }), ...annotations } };
}

function statefulSet(namespace: string): Manifest {
  const spec = { storageClassName: 'standard', accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };
  return {
    ...object('apps/v1', 'StatefulSet', 'db', 0, namespace),
    spec: {
      replicas: 1,
      serviceName: 'db',
      ...pods('db', {}),
      volumeClaimTemplates: [{ metadata: { name: 'data' }, spec }],
    },
  };
}

/** A Deployment of two pods. */
export function deployment(name: string, wave: number, namespace: string, version: Version = {}): Manifest {
  const { deadline = 60 } = version;
  const spec = { replicas: 2, progressDeadlineSeconds: deadline, ...pods(name, version) };
  return { ...object('apps/v1', 'Deployment', name, wave, namespace), spec };
}

function pods(app: string, { image = 'registry.example/any:1', nodeSelector }: Version): object {
  const spec = { containers: [{ name: 'main', image }], ...(nodeSelector && { nodeSelector }) };
  return { selector: { matchLabels: { app } }, template: { metadata: { labels: { app } }, spec } };
}
