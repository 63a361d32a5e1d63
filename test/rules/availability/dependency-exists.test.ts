import type { Topology } from '../../../src/cluster/topology';
import { workload, zones } from '../../availability/manifests';
import { rulesOver } from '../reviewed';

const dependsOn = (name: string, namespace?: string): Topology => ({
  ...zones([1, 1]),
  services: [{ kind: 'Deployment', namespace: 'shop', name: 'web', dependsOn: [{ kind: 'Deployment', name, namespace }] }],
});

const found = (documents: readonly unknown[], topology: Topology) =>
  rulesOver(
    documents.map((value) => ({ value })),
    { topology },
  ).findings.filter(({ rule }) => rule === 'dependency-exists');

test('a dependency declared in the topology must be in the manifests', () => {
  const documents = [workload(), workload({ name: 'search' })];
  expect(found(documents, dependsOn('search'))).toEqual([]);
  expect(found(documents, dependsOn('serch'))).toEqual([
    {
      severity: 'hint',
      rule: 'dependency-exists',
      place: { object: { kind: 'Deployment', namespace: 'shop', name: 'web' }, pointer: '/metadata/name' },
      message: "dependency Deployment 'shop/serch' of the topology file is not in the manifests, so the proof assumes that it is always up",
      fix: "write 'Deployment/search', add its manifests, or list 'Deployment/shop/serch' under 'provided' (topology file or environment)",
    },
  ]);
});

test('a workload of that name in another namespace is suggested', () => {
  expect(found([workload(), workload({ name: 'search' })], dependsOn('search', 'market')).map(({ fix }) => fix)).toEqual([
    "write 'Deployment/shop/search', add its manifests, or list 'Deployment/market/search' under 'provided' (topology file or environment)",
  ]);
});

test('an invalid annotation is left to the proof, which rejects it', () => {
  expect(found([workload({ annotations: { 'nines.dev/depends-on': 'search' } })], zones([1, 1]))).toEqual([]);
});
