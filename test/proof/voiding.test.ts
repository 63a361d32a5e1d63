import { indexOf } from '../../src/manifests/object-index';
import { readTopology } from '../../src/platform/topology-source';
import { promiseReport } from '../../src/proof/report';
import { budget, spread, workload } from '../availability/manifests';

const promising = (dependsOn: string) =>
  workload({
    annotations: { 'nines.dev/needed': '2', 'nines.dev/target': '99%', 'nines.dev/depends-on': dependsOn },
    pod: { topologySpreadConstraints: [spread('zone', { matchLabelKeys: ['pod-template-hash'] })] },
    spec: { strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } },
  });
const inNamespace = (namespace: string, object: Record<string, unknown>) => ({
  ...object,
  metadata: { ...(object['metadata'] as object), namespace },
});
const misspelt = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' }, dat: {} };

/** The rules that refuse a promise of the namespace `shop`. */
function refusing(...objects: readonly object[]): readonly string[] {
  const index = indexOf([...objects, budget({ maxUnavailable: 1 })].map((value) => ({ value })));
  return promiseReport(index, readTopology('aws-3x2')).findings.map(({ rule, place }) => `${rule} ${place.object?.namespace}`);
}

const other = inNamespace('data', promising(''));
const otherBudget = inNamespace('data', budget({ maxUnavailable: 1 }));

test('an error in the namespace of the promise', () => {
  expect(refusing(promising(''), inNamespace('shop', misspelt))).toContain('known-field shop');
});

test('an error in the namespace of what it depends on', () => {
  const unpromising = { ...other, metadata: { name: 'web', namespace: 'data', annotations: { 'nines.dev/needed': '2' } } };
  expect(refusing(promising('Deployment/data/web'), unpromising, otherBudget, inNamespace('data', misspelt))).toContain('known-field data');
  expect(refusing(promising(''), unpromising, otherBudget, inNamespace('data', misspelt))).not.toContain('known-field data');
});

test('an error in a cluster-scoped object', () => {
  const broken = { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: 'fast' }, provisionr: 'a' };
  expect(refusing(promising(''), broken)).toContain('known-field ');
});

test('no warning, although nines check tells it', () => {
  expect(refusing(promising('')).filter((finding) => !finding.startsWith('availability'))).toEqual([]);
});
