import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import topologySchema from '../../src/cluster/topology.schema.json';
import { topologies } from '../../src/platform/topologies';
import { zones } from '../availability/manifests';
import { workload } from '../availability/requesting';
import { answer, proved, yaml } from './answer';
import { nines } from './run';

const validTopology = new Ajv({ strict: false }).compile(topologySchema);
const file = readFileSync(join(__dirname, 'fixtures/topology.yaml'), 'utf8');

const outside = (name: string, services: string) =>
  `  - { name: ${name}, kind: other, availability: 99.9%, source: its agreement, services: ${services} }\n`;

test('the one in the documentation is read, field for field', async () => {
  const documents = proved.replaceAll('web', 'backend').replaceAll(/ +annotations:\n +nines.dev\/needed: "2"\n/g, '');
  const store = yaml(workload({ kind: 'StatefulSet', name: 'elasticsearch' }));
  const { answer: found } = await answer(['check', '@app.yaml', '--topology', '@topology.yaml'], {
    'app.yaml': `${documents}---\n${store}`,
    'topology.yaml': file,
  });
  expect(found.services.map((it) => [it.service, it.target])).toEqual([
    ['backend', 0.9995],
    ['elasticsearch', 0.9995],
  ]);
  expect(found.services[0]?.events[0]?.needed).toBe(2);
  expect(found.services[0]?.singlePointsOfFailure.some((it) => it.object.startsWith('StatefulSet'))).toBe(true);
  expect(found.assumptions).toContainEqual({ what: 'zone eu-west-1a mtbf', value: '8766h', source: 'assumption' });
});

test('a version without schemas is judged by the newest, and the answer says so', async () => {
  const { answer: found } = await answer(['check', '@app.yaml', '--topology', '@t.yaml'], {
    'app.yaml': proved,
    't.yaml': file.replace('1.36', '1.99').replace(/services:[\s\S]*/, ''),
  });
  expect(found.assumptions).toContainEqual({
    what: 'fields of Kubernetes 1.99',
    value: 'those of 1.36',
    source: 'its own schemas are not known',
  });
});

test('the built-in topologies match the schema', () => {
  for (const topology of topologies.values())
    expect(validTopology(JSON.parse(JSON.stringify(topology))) ? [] : validTopology.errors).toEqual([]);
  expect(validTopology(JSON.parse(JSON.stringify(zones([1, 2]))))).toBe(true);
});

test.each([
  [
    'an unknown field',
    (text: string) => text.replace('count: 2', 'count: 2\n        nodes: 3'),
    '@t.yaml:8:16: zones[0].pools[0].nodes: unknown field; remove it, or use name, count, labels, taints, allocatable, reserved, autoscaling or rate',
  ],
  [
    'no count',
    (text: string) => text.replace('        count: 2\n', ''),
    "@t.yaml:6:9: zones[0].pools[0]: 'count' is missing; add 'count', the number of nodes",
  ],
  [
    'a negative count',
    (text: string) => text.replace('count: 2', 'count: -1'),
    '@t.yaml:7:16: zones[0].pools[0].count: -1 is out of range; write an integer from 0 to 100000',
  ],
  [
    'a pool that never has a node',
    (text: string) => text.replace('count: 2', 'count: 0'),
    '@t.yaml:7:16: zones[0].pools[0].count: 0 nodes without autoscaling; write 1 or more, add autoscaling: { max: 4, start: 2m }, or remove the pool',
  ],
  [
    'a bad duration',
    (text: string) => text.replace('8766h', '1 year'),
    "@t.yaml:4:19: zones[0].rate.mtbf: '1 year' is not a duration; write a duration such as 8766h, 15m or 90s",
  ],
  [
    'a bad quantity',
    (text: string) => text.replace('1900m', '1900 millis'),
    "@t.yaml:10:29: zones[0].pools[0].allocatable.cpu: '1900 millis' is not a quantity; write a quantity such as 1900m",
  ],
  [
    'a zero mtbf',
    (text: string) => text.replace('8766h', '0h'),
    "@t.yaml:4:19: zones[0].rate.mtbf: '0h' must be greater than 0; write a duration such as 8766h, 15m or 90s",
  ],
  [
    'a version that is a number',
    (text: string) => text.replace('"1.36"', '1.36'),
    '@t.yaml:1:13: kubernetes: must be a string, got a number: 1.36; write a minor version in quotes, such as "1.36"',
  ],
  [
    'a patch version',
    (text: string) => text.replace('1.36', 'v1.36.3'),
    "@t.yaml:1:13: kubernetes: 'v1.36.3' is not a minor version of Kubernetes; write '1.36'",
  ],
  [
    'a version without its 1',
    (text: string) => text.replace('1.36', '36'),
    "@t.yaml:1:13: kubernetes: '36' is not a minor version of Kubernetes; write '1.36'",
  ],
  [
    'a billion nodes',
    (text: string) => text.replace('count: 2', 'count: 1000000000'),
    '@t.yaml:7:16: zones[0].pools[0].count: 1000000000 is out of range; write an integer from 0 to 100000',
  ],
  [
    'more nodes in all than a cluster has',
    (text: string) => text.replaceAll('count: 2', 'count: 50000'),
    '@t.yaml:23:16: zones[2].pools[0].count: 150000 nodes in total, at most 100000 are supported; write 100000 or fewer',
  ],
  [
    'a target that is a fraction',
    (text: string) => text.replace('target: 99.95%', 'target: 0.9995'),
    "@t.yaml:30:76: services[0].target: '0.9995' is a fraction, must be a percentage; write 99.95%",
  ],
  [
    'a target above all',
    (text: string) => text.replace('target: 99.95%', 'target: 110%'),
    "@t.yaml:30:76: services[0].target: '110%' is not a percentage above 1% and up to 100%; write a percentage such as 99.95%",
  ],
  [
    'a second entry for a workload',
    (text: string) => `${text.trimEnd()}\n  - { kind: Deployment, namespace: shop, name: backend }\n`,
    "@t.yaml:32:48: services[2].name: duplicate entry for 'Deployment/shop/backend', first in services[0]; keep one entry for each workload",
  ],
  [
    'a service that no workload is',
    (text: string) => text.replace('name: backend', 'name: bakend').replace(/\n {2}- [{] kind: StatefulSet.*/, ''),
    "@t.yaml:30:48: services.0: no workload 'Deployment/shop/bakend' in the manifests; did you mean 'Deployment/shop/backend'?",
  ],
  [
    'a service that needs something outside, and that no workload is',
    (text: string) => `${text.replace(/services:[\s\S]*/, '')}outside:\n${outside('the payments', '[Deployment/shop/bakend]')}`,
    "@t.yaml:30:95: outside.0.services.0: no workload 'Deployment/shop/bakend' in the manifests; did you mean 'Deployment/shop/backend'?",
  ],
  [
    'a duplicate zone',
    (text: string) => text.replace('eu-west-1b', 'eu-west-1a'),
    "@t.yaml:12:11: zones[1].name: duplicate name 'eu-west-1a'; use unique names",
  ],
  [
    'two of a name outside of the cluster',
    (text: string) => `${text}outside:\n${outside('payments', '[Deployment/shop/backend]').repeat(2)}`,
    "@t.yaml:34:13: outside[1].name: duplicate name 'payments'; use unique names",
  ],
  ['broken YAML', (text: string) => text.replace('pools:', 'pools: ['), '@t.yaml:'],
  ['no document', () => '', '@t.yaml: the topology file is empty; write one topology'],
])('%s is an error with its place', async (_, change, message) => {
  const { code, out, error } = await nines(['check', '@app.yaml', '--topology', '@t.yaml'], {
    'app.yaml': proved.replaceAll('web', 'backend'),
    't.yaml': change(file),
  });
  expect([code, out]).toEqual([2, '']);
  expect(error).toContain(`nines: ${message}`);
  expect(error.split('\n')).toHaveLength(2);
});
