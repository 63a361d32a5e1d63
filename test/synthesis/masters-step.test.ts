import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ObjectIndex } from '../../src/manifests/object-index';
import { diagnosticText } from '../../src/report/diagnostics';
import { changeProblems } from '../../src/synthesis/guard';
import type { Manifest } from '../../src/synthesis/manifest';
import { indexed } from '../indexed';

interface Shape {
  readonly roles?: string;
  readonly accept?: Readonly<Record<string, string>>;
}

function elasticsearch(replicas: number, { roles = 'master, data, ingest', accept = {} }: Shape = {}): Manifest {
  const accepted = Object.fromEntries(Object.entries(accept).map(([risk, because]) => [`nines.dev/accept.${risk}`, `because ${because}`]));
  const metadata = { name: 'elasticsearch', namespace: 'shop', annotations: { 'nines.dev/elasticsearch.roles': roles, ...accepted } };
  const labels = { app: 'elasticsearch' };
  const template = { metadata: { labels }, spec: { containers: [{ name: 'elasticsearch', image: 'elasticsearch:9.5.6' }] } };
  const spec = { replicas, serviceName: 'elasticsearch', selector: { matchLabels: labels }, template };
  return { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata, spec };
}

const resizeProblems = (environment: string, before: ObjectIndex, after: ObjectIndex) =>
  changeProblems({ name: environment }, { name: 'dist/', index: before }, after);

const step = (before: number, after: number, accept?: Shape['accept']) =>
  resizeProblems('production', indexed([elasticsearch(before)]), indexed([elasticsearch(after, { accept })])).map(diagnosticText);

test.each([
  [1, 1],
  [3, 3],
  [3, 5],
  [5, 7],
])('from %i masters to %i is a step that Kubernetes can do', (before, after) => {
  expect(step(before, after)).toEqual([]);
});

const fewer = `error: 'production': StatefulSet 'shop/elasticsearch' has 5 masters in dist/ and would keep 3. Kubernetes removes elasticsearch-3 and elasticsearch-4 at once, with every shard that only they hold. Empty them first; docs/elasticsearch-size.md defines \`es\` and describes the next steps under "Fewer nodes":
  es '_cluster/settings' -X PUT -H 'content-type: application/json' -d '{"persistent":{"cluster.routing.allocation.exclude._name":"elasticsearch-3,elasticsearch-4"}}'
  es '_cat/shards?h=node,index,shard' | grep -E 'elasticsearch-3|elasticsearch-4'        # repeat until it prints nothing
  es '_cluster/voting_config_exclusions?node_names=elasticsearch-3,elasticsearch-4' -X POST
Then write resize: { accept: 'fewer-masters', because: '...' }`;

test('fewer masters are refused with what must be done before', () => {
  expect(step(5, 3)).toEqual([`${fewer}; or run \`npm run synth -- --base none\` if nothing runs there yet`]);
  expect(step(5, 3, { 'restart-by-hand': 'of something else' })).toHaveLength(1);
  expect(step(7, 5)[0]).toContain('"elasticsearch-5,elasticsearch-6"');
});

test('one master that becomes three is refused with what must be done after', () => {
  expect(step(1, 3)).toEqual([
    `error: 'production': StatefulSet 'shop/elasticsearch' has 1 master in dist/, which runs with discovery.type=single-node and accepts no other nodes. The new ones would wait for it, and its update would wait for them. After \`kubectl apply\`, restart it by hand, as docs/elasticsearch-size.md describes under "From one node to three":
  kubectl --namespace shop delete pod elasticsearch-0
Then write resize: { accept: 'restart-by-hand', because: '...' }; or run \`npm run synth -- --base none\` if nothing runs there yet`,
  ]);
});

test('the restart by hand names the context of the environment', () => {
  const environment = { name: 'production', cluster: { context: 'shop-production' } };
  const [problem] = changeProblems(environment, { name: 'dist/', index: indexed([elasticsearch(1)]) }, indexed([elasticsearch(3)]));
  expect(problem?.message).toContain('\n  kubectl --context shop-production --namespace shop delete pod elasticsearch-0\n');
});

test.each([
  [5, 3, 'fewer-masters'],
  [7, 5, 'fewer-masters'],
  [1, 3, 'restart-by-hand'],
])('from %i masters to %i is a step with the reason for %s', (before, after, risk) => {
  expect(step(before, after, { [risk]: 'it was done' })).toEqual([]);
});

test('a reason holds for one step', () => {
  const accept = { 'fewer-masters': 'elasticsearch-5 and 6 are empty' };
  const again = resizeProblems('production', indexed([elasticsearch(5, { accept })]), indexed([elasticsearch(3, { accept })]));
  expect(again.map(diagnosticText)).toEqual([
    `${fewer}, with a new reason: 'elasticsearch-5 and 6 are empty' is in dist/ from an earlier change; or run \`npm run synth -- --base none\` if nothing runs there yet`,
  ]);
  const other = { 'fewer-masters': 'elasticsearch-3 and 4 are empty' };
  expect(resizeProblems('production', indexed([elasticsearch(5, { accept })]), indexed([elasticsearch(3, { accept: other })]))).toEqual([]);
  expect(resizeProblems('production', indexed([elasticsearch(5, { accept })]), indexed([elasticsearch(5, { accept })]))).toEqual([]);
});

test('the documentation has the same commands', () => {
  const docs = readFileSync(join(__dirname, '../../docs/elasticsearch-size.md'), 'utf8');
  const commands = [...step(5, 3), ...step(1, 3)].flatMap((problem) => problem.split('\n').filter((line) => line.startsWith('  ')));
  expect(commands).toHaveLength(4);
  for (const command of commands) expect(docs).toContain(`\n${command.trim()}\n`);
});

test.each([
  [5, 1, 3, 'go to 3 first'],
  [7, 3, 4, 'go to 5 first'],
  [3, 1, 2, 'restore a snapshot into a new cluster'],
])('from %i masters to %i is refused, whatever the reason', (before, after, majority, way) => {
  expect(step(before, after, { 'fewer-masters': 'it was done' })).toEqual([
    `error: 'production': StatefulSet 'shop/elasticsearch' has ${before} masters in dist/ and would keep ${after}: fewer than the majority of ${majority}, so the cluster would stop; ${way}, as docs/elasticsearch-size.md describes under "Fewer nodes"; or run \`npm run synth -- --base none\` if nothing runs there yet`,
  ]);
});

test.each(['master,data', 'data ,  master', 'master'])('roles written as %j are those of masters', (roles) => {
  const masters = (replicas: number) => indexed([elasticsearch(replicas, { roles })]);
  expect(resizeProblems('production', masters(3), masters(1)).map(diagnosticText)).toEqual([
    `error: 'production': StatefulSet 'shop/elasticsearch' has 3 masters in dist/ and would keep 1: fewer than the majority of 2, so the cluster would stop; restore a snapshot into a new cluster, as docs/elasticsearch-size.md describes under "Fewer nodes"; or run \`npm run synth -- --base none\` if nothing runs there yet`,
  ]);
});

test('a new StatefulSet, and one without masters, may have any number of replicas', () => {
  expect(resizeProblems('production', indexed([]), indexed([elasticsearch(1)]))).toEqual([]);
  const data = { roles: 'data' };
  expect(resizeProblems('production', indexed([elasticsearch(5, data)]), indexed([elasticsearch(1, data)]))).toEqual([]);
});
