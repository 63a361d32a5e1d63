import { topologyOf } from '../../src/cluster/topology-file';
import { parseYaml } from '../../src/manifests/yaml';

const valid = `kubernetes: "1.36"
zones:
  - name: a
    rate: { mtbf: 8766h, mttr: 1h, source: measured }
    pools:
      - name: workers
        count: 2
        taints: [{ key: dedicated, effect: NoSchedule }]
        allocatable: { cpu: 1900m, memory: 6Gi, pods: 110 }
        rate: never
times: { nodeMonitorGrace: 50s, evictionRate: 0.1, nodeReplacement: never }
provided: [Secret/shop/smtp]
services:
  - { kind: StatefulSet, namespace: shop, name: search, needed: 2, target: 99.95%, elasticsearch: { roles: [master, data] } }
`;

function errorOf(text: string): string {
  try {
    topologyOf(parseYaml(text, 't.yaml'), 't.yaml');
  } catch (error) {
    return (error as Error).message;
  }
  return 'valid';
}

test('a valid file is read', () => {
  expect(errorOf(valid)).toBe('valid');
});

test.each(['60%', '100%', 'majority'])('%s pods may be needed', (needed) => {
  expect(errorOf(valid.replace('needed: 2', `needed: ${needed}`))).toBe('valid');
});

test.each(['0%', '101%', 'most', '"2"', '1.5'])('%s pods may not be needed', (needed) => {
  expect(errorOf(valid.replace('needed: 2', `needed: ${needed}`))).toMatch(
    /^t\.yaml:14:65: services\[0\]\.needed: .+ is not a number of pods;/,
  );
});

test.each([
  [
    '1.36',
    'kubernetes: "1.36"',
    'kubernetes: 1.30',
    '1:13: kubernetes: must be a string, got a number: 1.3; write a minor version in quotes, such as "1.36"',
  ],
  ['a duration', '8766h', '1 year', "4:19: zones[0].rate.mtbf: '1 year' is not a duration; write a duration such as 8766h, 15m or 90s"],
  [
    'a duration of zero',
    '8766h',
    '0h',
    "4:19: zones[0].rate.mtbf: '0h' must be greater than 0; write a duration such as 8766h, 15m or 90s",
  ],
  ['a source', 'source: measured', 'source: 2026', '4:44: zones[0].rate.source: must be a string, got an integer: 2026; quote it'],
  [
    'a rate',
    'rate: never',
    'rate: sometimes',
    "10:15: zones[0].pools[0].rate: must be 'never' or an object, got a string: 'sometimes'; write { mtbf: 8766h, mttr: 1h, source: measured }",
  ],
  [
    'a missing part of a rate',
    ', source: measured',
    '',
    "4:5: zones[0].rate: 'source' is missing; add 'source', where the figures come from",
  ],
  [
    'an empty name',
    'name: a\n',
    "name: ''\n",
    '3:11: zones[0].name: must not be empty; write the value of the label topology.kubernetes.io/zone',
  ],
  ['a misspelled field', 'count: 2', 'count: 2\n        lables: {}', "8:9: zones[0].pools[0].lables: unknown field; write 'labels'"],
  [
    'an unknown field',
    'count: 2',
    'count: 2\n        size: 3',
    '8:15: zones[0].pools[0].size: unknown field; remove it, or use name, count, labels, taints, allocatable, reserved, autoscaling or rate',
  ],
  [
    'a count',
    'count: 2',
    'count: 0',
    '7:16: zones[0].pools[0].count: 0 nodes without autoscaling; write 1 or more, add autoscaling: { max: 4, start: 2m }, or remove the pool',
  ],
  ['a negative count', 'count: 2', 'count: -1', '7:16: zones[0].pools[0].count: -1 is out of range; write an integer from 0 to 100000'],
  [
    'a string for a count',
    'count: 2',
    'count: two',
    "7:16: zones[0].pools[0].count: must be an integer, got a string: 'two'; write an integer",
  ],
  [
    'a misspelled effect',
    'NoSchedule',
    'NoShedule',
    "8:44: zones[0].pools[0].taints[0].effect: unsupported value 'NoShedule'; write 'NoSchedule'",
  ],
  [
    'an unknown effect',
    'NoSchedule',
    'Repel',
    "8:44: zones[0].pools[0].taints[0].effect: unsupported value 'Repel'; use NoSchedule, PreferNoSchedule or NoExecute",
  ],
  [
    'a quantity',
    '1900m',
    '1900 millis',
    "9:29: zones[0].pools[0].allocatable.cpu: '1900 millis' is not a quantity; write a quantity such as 1900m",
  ],
  ['a negative quantity', '6Gi', '-6Gi', "9:44: zones[0].pools[0].allocatable.memory: '-6Gi' is negative; remove the minus sign"],
  ['a time without a unit', '50s', '50', '11:28: times.nodeMonitorGrace: 50 is not a duration; write a duration such as 8766h, 15m or 90s'],
  [
    'a list for a time',
    '50s',
    '[50s]',
    '11:10: times.nodeMonitorGrace: must be a duration, got a list; write a duration such as 8766h, 15m or 90s',
  ],
  [
    'a time that may be never',
    'nodeReplacement: never',
    'nodeReplacement: soon',
    "11:69: times.nodeReplacement: 'soon' is not a duration; write 'never', or a duration such as 5m",
  ],
  ['a number above zero', '0.1', '0', '11:47: times.evictionRate: 0 is out of range; write a number greater than 0'],
  [
    'a provided object',
    'Secret/shop/smtp',
    'secret/smtp',
    "12:12: provided[0]: 'secret/smtp' is not an object reference; write Kind/name or Kind/namespace/name, such as Secret/shop/smtp, with * for any part of a name",
  ],
  [
    'needed pods',
    'needed: 2',
    'needed: 0',
    '14:65: services[0].needed: 0 is not a number of pods; write a number of pods such as 2, 60% or majority',
  ],
  [
    'a target',
    '99.95%',
    '99.95 nines',
    "14:76: services[0].target: '99.95 nines' is not a percentage above 1% and up to 100%; write a percentage such as 99.95%",
  ],
  [
    'a target that is a fraction',
    '99.95%',
    '0.9995',
    "14:76: services[0].target: '0.9995' is a fraction, must be a percentage; write 99.95%",
  ],
  [
    'a list for a target',
    '99.95%',
    '[99.95%]',
    '14:68: services[0].target: must be a percentage, got a list; write an availability such as 99.95%',
  ],
  [
    'a misspelled role',
    'master,',
    'mastre,',
    "14:109: services[0].elasticsearch.roles[0]: 'mastre' is not a role of an Elasticsearch node; write 'master'",
  ],
  [
    'a role of another type',
    'master,',
    '1,',
    '14:109: services[0].elasticsearch.roles[0]: must be a string, got an integer: 1; write a role of an Elasticsearch node such as master or data',
  ],
  ['no roles', '[master, data]', '[]', '14:101: services[0].elasticsearch.roles: the list must not be empty; add an item'],
])('%s is an error', (_, old, wrong, message) => {
  expect(valid).toContain(old);
  expect(errorOf(valid.replace(old, wrong))).toBe(`t.yaml:${message}`);
});

test('a list of zones that is too long is an error', () => {
  const zones = Array.from({ length: 65 }, (_, index) => ({ name: `zone-${index}`, rate: 'never', pools: [] }));
  expect(errorOf(JSON.stringify({ kubernetes: '1.36', zones })).split('\n')[0]).toBe(
    't.yaml:1:22: zones: the list has too many items: 65; use at most 64',
  );
});

test.each([
  ['a list', '- 1\n', 't.yaml:1:1: topology: must be an object, got a list; write an object'],
  ['no document', '# nothing\n', 't.yaml: the topology file is empty; write one topology'],
  ['two documents', `${valid}---\n${valid}`, 't.yaml: the topology file has 2 documents; keep one of them'],
])('%s is an error', (_, text, message) => {
  expect(errorOf(text)).toBe(message);
});

test('every wrong value is reported at once, in the order of the file', () => {
  const text = valid.replace('8766h', '1 year').replace('count: 2', 'count: -1').replace('master,', 'mastre,');
  expect(errorOf(text).split('\n')).toEqual([
    "t.yaml:4:19: zones[0].rate.mtbf: '1 year' is not a duration; write a duration such as 8766h, 15m or 90s",
    't.yaml:7:16: zones[0].pools[0].count: -1 is out of range; write an integer from 0 to 100000',
    "t.yaml:14:109: services[0].elasticsearch.roles[0]: 'mastre' is not a role of an Elasticsearch node; write 'master'",
  ]);
});

test('every duplicate is reported at once', () => {
  const zone = { name: 'a', rate: 'never', pools: [] as object[] };
  const pool = { name: 'workers', count: 1, allocatable: { cpu: '2', memory: '4Gi', pods: 110 }, rate: 'never' };
  const service = { kind: 'Deployment', namespace: 'shop', name: 'web' };
  const zones = [
    { ...zone, pools: [pool, pool] },
    { ...zone, pools: [pool] },
  ];
  const custom = { kind: 'Cluster', namespace: 'shop', name: 'db', pods: [{ most: 1, requests: {} }] };
  const lists = { services: [service, service], customResources: [custom, custom] };
  const found = errorOf(JSON.stringify({ kubernetes: '1.36', zones, ...lists })).split('\n');
  expect(found.map((line) => line.replace(/^t.yaml:1:\d+: /, ''))).toEqual([
    "zones[0].pools[1].name: duplicate name 'workers'; use unique names",
    "zones[1].name: duplicate name 'a'; use unique names",
    "services[1].name: duplicate entry for 'Deployment/shop/web', first in services[0]; keep one entry for each workload",
    "customResources[1].name: duplicate entry for 'Cluster/shop/db', first in customResources[0]; keep one entry for each custom resource",
  ]);
});
