import { stringify } from 'yaml';
import { main } from '../../src/cli/main';
import { nines, ninesProcess } from '../cli/run';
import { listOf, node, pod } from './objects';
import { notesIn, poolsIn, readText } from './read';

const [one, two] = [node('one', { zone: 'a' }), node('two', { zone: 'b' })];
const printed = async (files: Readonly<Record<string, string>>) => {
  const { code, out, error } = await nines(['topology', ...Object.keys(files).map((file) => `@${file}`)], files);
  expect([code, error]).toEqual([0, '']);
  return out;
};

test.each<[string, Readonly<Record<string, string>>]>([
  ['a List', { 'a.json': listOf(one, two) }],
  ['several files', { 'a.json': JSON.stringify(one), 'b.json': JSON.stringify(two) }],
  ['several outputs in a row', { 'a.json': `${listOf(one)}\n${listOf(two)}\n` }],
  ['outputs with nothing between them', { 'a.json': JSON.stringify(one) + JSON.stringify(two) }],
  ['a bare list, as jq .items prints it', { 'a.json': JSON.stringify([one, two]) }],
  ['the same node of two outputs', { 'a.json': listOf(one, two), 'b.json': listOf(two) }],
  ['YAML', { 'a.yaml': stringify({ apiVersion: 'v1', kind: 'List', items: [one, two] }) }],
  ['YAML documents, one of them empty', { 'a.yaml': `${stringify(one)}---\n${stringify(two)}---\n` }],
  ['YAML after JSON', { 'a.json': `${JSON.stringify(one)}\n${stringify(two)}` }],
  ["the API's own list, whose items have no kind", { 'a.json': rawList([one, two]) }],
  ['text with a byte order mark and blank lines', { 'a.json': `\ufeff\n\n${listOf(one, two)}\n\n` }],
  ['strings with brackets and quotes', { 'a.json': listOf(node('one', { zone: 'a', annotations: { a: '}{"\\"[' } }), two) + listOf(one) }],
])('it reads %s', async (_, files) => {
  const topology = readText(await printed(files));
  expect(poolsIn(topology)).toEqual(['a: workers 1', 'b: workers 1']);
});

function rawList(nodes: readonly object[]): string {
  const items = nodes.map((it) => Object.fromEntries(Object.entries(it).filter(([key]) => key !== 'kind' && key !== 'apiVersion')));
  return JSON.stringify({ kind: 'NodeList', apiVersion: 'v1', items });
}

test('standard input, as a pipe or as -', () => {
  const input = `${listOf(one, two)}\n${listOf(pod('proxy-1', 'one'))}`;
  const piped = ninesProcess(['topology'], { input });
  expect([piped.code, piped.error]).toEqual([0, '']);
  expect(notesIn(piped.out)[0]).toBe('Read 2 nodes and 1 pod. Provider: unknown.');
  expect(ninesProcess(['topology', '-'], { input })).toEqual(piped);
});

test('other kinds, and kinds of other programs, are told and not read', async () => {
  const others = [
    { apiVersion: 'v1', kind: 'Service', metadata: { name: 'a' } },
    { apiVersion: 'container.cnrm.cloud.google.com/v1beta1', kind: 'NodePool', metadata: { name: 'b' } },
    { apiVersion: 'v1', kind: 'Service', metadata: { name: 'c' } },
  ];
  const notes = notesIn(await printed({ 'a.json': listOf(one, ...others) }));
  expect(notes).toEqual(expect.arrayContaining(['Not read: 2 objects of kind Service.', 'Not read: 1 object of kind NodePool.']));
});

const NODES = 'pipe the output of kubectl get nodes -o json';
const AGAIN = 'print the whole node: kubectl get nodes -o json';
const broken = (change: (it: ReturnType<typeof node>) => object) => listOf(one, change(structuredClone(node('two'))));

test.each<[string, string, string]>([
  ['nothing', '', `empty; ${NODES}`],
  ['blank lines', '\n\n', `empty; ${NODES}`],
  [
    'the table that kubectl prints by default',
    'NAME   STATUS\none    Ready\n',
    `:1:1: must be a Kubernetes object, got a string: 'NAME   STATUS one    Ready'; ${NODES}`,
  ],
  ['an object without a kind', '{"metadata":{}}', `:1:1: not a Kubernetes object: 'kind' is missing; ${NODES}`],
  ['no node', listOf(), `no Node object; ${NODES}`],
  [
    'a text that ends too early',
    '{"kind":"List",\n "items":[',
    ':2:11: Flow sequence in block collection must be sufficiently indented and end with a ]; correct the syntax',
  ],
  ['an item that is no object', '{"kind":"List","items":[1]}', `:1:25: must be a Kubernetes object, got an integer: 1; ${NODES}`],
  ['the second of two outputs', `${listOf(one)}\n{"a":1}`, `:38:1: not a Kubernetes object: 'kind' is missing; ${NODES}`],
  [
    'a node without a name',
    broken((it) => ({ ...it, metadata: {} })),
    ':36:9: a Node without metadata.name; print it again: kubectl get nodes -o json',
  ],
  [
    'two nodes of one name',
    listOf(one, node('one', { metadata: { uid: 'of-another-cluster' } })),
    ":36:9: Node 'one' is there twice, first in @nodes.json:5; name the nodes of one cluster, once",
  ],
  [
    'a quantity',
    broken((it) => ({ ...it, status: { ...it.status, allocatable: { cpu: '2', memory: '4 GB', pods: '110' } } })),
    `:52:31: Node 'two': status.allocatable.memory: '4 GB' is not a quantity; ${AGAIN}`,
  ],
  [
    'a quantity that is missing',
    broken((it) => ({ ...it, status: { ...it.status, allocatable: { memory: '4Gi', pods: '110' } } })),
    `:50:17: Node 'two': status.allocatable.cpu: is missing; ${AGAIN}`,
  ],
  [
    'a node without what it offers',
    broken(({ status: { conditions }, ...it }) => ({ ...it, status: { conditions } })),
    `:49:13: Node 'two': status.allocatable: must be an object, got a missing value; ${AGAIN}`,
  ],
  [
    'a taint without an effect',
    listOf(node('two', { taints: [{ key: 'a', effect: 'NoShedule' }] })),
    ":21:35: Node 'two': spec.taints[0].effect: 'NoShedule' is not an effect; print the whole node: kubectl get nodes -o json",
  ],
  [
    'a taint without a key',
    listOf(node('two', { taints: [{ effect: 'NoSchedule' }] })),
    ":19:21: Node 'two': spec.taints[0].key: is missing; print the whole node: kubectl get nodes -o json",
  ],
])('%s: an error that says where, and nothing on standard output', async (_, text, message) => {
  const { code, out, error } = await nines(['topology', '@nodes.json'], { 'nodes.json': text });
  expect([code, out]).toEqual([2, '']);
  const isPlaced = message.startsWith(':');
  const place = message.startsWith('empty') ? '@nodes.json: ' : isPlaced ? '@nodes.json' : '';
  expect(error).toBe(`nines: ${place}${message}\n`);
});

test('every mistake is told at once', async () => {
  const files = { 'a.json': '', 'b.json': '{}' };
  expect(await nines(['topology', '@a.json', '@b.json', '@gone.json'], files)).toEqual({
    code: 2,
    out: '',
    error: `nines: @a.json: empty; ${NODES}\nnines: @b.json:1:1: not a Kubernetes object: 'kind' is missing; ${NODES}\nnines: no such file: @gone.json; check the path\n`,
  });
});

test('on a terminal it waits for nobody', async () => {
  let error = '';
  const streams = { out: () => {}, error: (text: string) => (error += text), isTerminal: true };
  expect(await main(['topology'], streams as never)).toBe(2);
  expect(error).toBe('nines: nothing to read; write kubectl get nodes -o json | nines topology, or name files\n');
});

test('names can neither end a comment nor a string', async () => {
  const hostile = "x\nzones: []\u2028'#: ";
  const out = await printed({
    'a.json': listOf(
      node('one', { labels: { 'eks.amazonaws.com/nodegroup': hostile, 'a: b': '*c' } }),
      node(`two${hostile}`, { unschedulable: true }),
    ),
  });
  const [pool] = readText(out).zones[0]?.pools ?? [];
  expect(pool).toMatchObject({ name: hostile, labels: { 'a: b': '*c', 'eks.amazonaws.com/nodegroup': hostile } });
});
