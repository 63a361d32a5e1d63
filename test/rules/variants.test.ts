import type { Document } from '../../src/manifests/document';
import { rulesOver } from './reviewed';

const object = (kind: string, name: string, value: string) => ({
  apiVersion: 'v1',
  kind,
  metadata: { name, namespace: 'shop' },
  ...(kind === 'ConfigMap' ? { data: { value } } : { stringData: { value } }),
});
const documents = (file: string, ...values: readonly object[]): Document[] => values.map((value) => ({ value, file }));

function duplicates(...all: readonly Document[][]): readonly unknown[] {
  const { findings } = rulesOver(all.flat());
  return findings
    .filter(({ rule }) => rule === 'unique-objects')
    .map(({ severity, place, message, fix }) => [severity, place.file, place.object?.name, message, fix]);
}

describe('files that define the same objects', () => {
  test('are variants, told once for each pair of files', () => {
    const variant = (file: string, value: string) =>
      documents(file, object('ConfigMap', 'a', value), object('ConfigMap', 'b', value), object('Secret', 'c', value));
    expect(duplicates(variant('aws.yaml', '1'), variant('gke.yaml', '2'), variant('kind.yaml', '3'))).toEqual(
      ['gke.yaml', 'kind.yaml'].map((file) => [
        'warning',
        file,
        'a',
        "duplicate ConfigMap 'shop/a', first defined in aws.yaml, and 2 more of this file",
        'check one of the two files at a time if they are variants, else rename or remove it',
      ]),
    );
  });

  test('are a hint if they are equal: whichever is applied last changes nothing', () => {
    const equal = (file: string) => documents(file, object('ConfigMap', 'a', '1'));
    expect(duplicates(equal('a.yaml'), equal('b.yaml'))).toEqual([
      ['hint', 'b.yaml', 'a', "duplicate ConfigMap 'shop/a', first defined in a.yaml", 'remove one of the equal definitions'],
    ]);
  });

  test('are a warning if one of several objects differs', () => {
    const one = documents('a.yaml', object('ConfigMap', 'a', '1'), object('ConfigMap', 'b', '1'));
    const other = documents('b.yaml', object('ConfigMap', 'a', '1'), object('ConfigMap', 'b', '2'));
    expect(duplicates(one, other)).toMatchObject([
      ['warning', 'b.yaml', 'a', expect.stringContaining('and 1 more of this file'), expect.any(String)],
    ]);
  });
});

test('an object twice in one file, or without any file, stays an error', () => {
  const twice = [object('ConfigMap', 'a', '1'), object('ConfigMap', 'a', '1')];
  expect(duplicates(documents('a.yaml', ...twice))).toMatchObject([
    ['error', 'a.yaml', 'a', expect.any(String), 'rename one of them, or remove it'],
  ]);
  expect(duplicates(twice.map((value) => ({ value })))).toMatchObject([
    ['error', undefined, 'a', "duplicate ConfigMap 'shop/a'", expect.any(String)],
  ]);
});

const pods = (kind: string, port: string) => ({
  apiVersion: 'apps/v1',
  kind,
  metadata: { name: 'web', namespace: 'shop' },
  spec: {
    selector: { matchLabels: { app: 'web' } },
    template: {
      metadata: { labels: { app: 'web' } },
      spec: { containers: [{ name: 'web', image: 'registry.example/web:dev', ports: [{ name: port, containerPort: 8080 }] }] },
    },
  },
});
const service = (targetPort: string) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web', namespace: 'shop' },
  spec: { selector: { app: 'web' }, ports: [{ port: 80, targetPort }] },
});

test('two autoscalers of one workload are an error in one file, and a warning in two', () => {
  const autoscaler = (name: string) => ({
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name, namespace: 'shop' },
    spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, minReplicas: 2, maxReplicas: 4 },
  });
  const found = (file: string) =>
    rulesOver([...documents('a.yaml', pods('Deployment', 'http'), autoscaler('cpu')), ...documents(file, autoscaler('requests'))])
      .findings.filter(({ rule }) => rule === 'autoscaler-is-alone')
      .map(({ severity, place }) => [severity, place.object?.name]);
  expect(found('a.yaml')).toEqual([['error', 'requests']]);
  expect(found('b.yaml')).toEqual([['warning', 'requests']]);
});

test('what variants have in common is told once', () => {
  const { findings } = rulesOver([...documents('a.yaml', pods('Deployment', 'http')), ...documents('b.yaml', pods('Deployment', 'http'))]);
  expect(findings.filter(({ rule }) => rule === 'image-is-pinned').map(({ place }) => place.file)).toEqual(['a.yaml']);
});

test('a Service of one variant is held against the pods of its own file', () => {
  const variants = [
    ...documents('a.yaml', pods('Deployment', 'http'), service('http')),
    ...documents('b.yaml', pods('DaemonSet', 'web'), service('web')),
  ];
  const wrong = (all: readonly Document[]) => rulesOver(all).findings.filter(({ rule }) => rule === 'service-target-port');
  expect(wrong(variants)).toEqual([]);
  expect(wrong([...variants, ...documents('c.yaml', pods('StatefulSet', 'api'), service('http'))])).toMatchObject([
    { severity: 'error', place: { file: 'c.yaml' }, message: "TCP port 'http' is not declared by the pods of StatefulSet 'shop/web'" },
  ]);
});

test('the sources of a Kustomization leave open what its build adds', () => {
  const source = { ...pods('Deployment', 'http'), spec: { template: pods('Deployment', 'http').spec.template } };
  const found = (isKustomized: boolean) =>
    rulesOver([{ value: source, file: 'a.yaml', isKustomized }]).findings.map(({ rule, severity }) => [rule, severity]);
  expect(found(true)).toEqual([
    ['required-field', 'hint'],
    ['image-is-pinned', 'hint'],
  ]);
  expect(found(false)).toEqual([
    ['required-field', 'error'],
    ['image-is-pinned', 'warning'],
  ]);
});
