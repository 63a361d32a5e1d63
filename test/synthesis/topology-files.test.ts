import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { topologyOf } from '../../src/cluster/topology-file';
import { parseYaml } from '../../src/manifests/yaml';
import { Platform } from '../../src/platform/platform';
import { clusterReview } from '../../src/synthesis/guard';
import { indexedSynthesisOf } from '../../src/synthesis/synthesis';
import { baseTopology, topologyFileText, topologyFolder } from '../../src/synthesis/topology-files';
import { Shop, type ShopEnvironment } from '../fixtures/shop/application';
import { environments } from '../fixtures/shop/environments';

const production = environments.find(({ name }) => name === 'production') as ShopEnvironment;
const folder = mkdtempSync(join(tmpdir(), 'nines-topology-'));
afterAll(() => rmSync(folder, { recursive: true }));

test.each(environments)('$name: a topology file says what its platform says', (environment) => {
  const { incidents: _, ...topology } = environment.platform.topology;
  expect(topologyOf(parseYaml(topologyFileText(environment), 'a file'), 'a file').topology).toEqual(topology);
});

function written(name: string, text: string): string {
  const output = join(folder, name);
  mkdirSync(join(output, 'topology'), { recursive: true });
  writeFileSync(join(output, 'topology', 'production.yaml'), text);
  return output;
}

test('the topology of a base is what was written', () => {
  const one = { ...production, platform: Platform.minikube({ kubernetes: '1.36' }) };
  const output = written('written', topologyFileText(production));
  expect(baseTopology('dist', production, output)).toBe(production.platform.topology);
  expect(baseTopology('dist', one, output)).toEqual(production.platform.topology);
});

test('where nothing else says which cluster it is, the file has the context', () => {
  const { sync: _, ...rest } = production;
  const alone = { ...rest, cluster: { context: 'shop-old' } };
  expect(topologyFileText(alone)).toContain('\ncontext: shop-old\nkubernetes: ');
  expect(topologyFileText({ ...alone, sync: 'manual' })).not.toContain('context');
  const output = written('alone', topologyFileText(alone));
  expect(baseTopology('dist', { ...alone, cluster: { context: 'shop-new' } }, output)?.context).toBe('shop-old');
  expect(baseTopology('dist', alone, output)).toEqual({ ...production.platform.topology, context: 'shop-old' });
});

test('an environment that moves to another context is refused', () => {
  const { sync: _, ...rest } = production;
  const environment = { ...rest, cluster: { context: 'shop-new' } };
  const synthesis = indexedSynthesisOf(environment, (app, it) => new Shop(app, it));
  const before = { ...production.platform.topology, context: 'shop-old' };
  const { problems } = clusterReview(synthesis, { name: 'dist/', index: synthesis.index }, before);
  expect(problems).toMatchObject([
    { rule: 'data-at-risk', message: expect.stringContaining("from the cluster of the context 'shop-old' to that of 'shop-new'") },
  ]);
});

test('a base that does not say it, or not readably, leaves it unknown', () => {
  expect(baseTopology('dist', production, 'none')).toBeUndefined();
  expect(baseTopology('dist', production, join(folder, 'nowhere'))).toBeUndefined();
  expect(baseTopology('dist', production, written('broken', 'zones: [}'))).toBeUndefined();
  expect(baseTopology('dist', production, written('invalid', 'zones: []'))).toBeUndefined();
});

test('an environment that is not synthesized keeps its file', () => {
  const synthesis = indexedSynthesisOf(production, (app, environment) => new Shop(app, environment));
  const output = written('kept', 'kept');
  expect(topologyFolder(output, [production.name, 'other'], [synthesis])).toEqual({
    name: 'topology',
    files: [{ name: 'production.yaml', text: topologyFileText(production) }],
  });
  expect(topologyFolder(output, [production.name, 'other'], []).files).toEqual([{ name: 'production.yaml', text: 'kept' }]);
});
