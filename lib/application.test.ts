import { environments } from '../environments';
import { type Manifest, manifestsOf, synthesisOf } from '../src';
import { find, namesOf } from '../test/find';
import { Application } from './application';

// biome-ignore lint/suspicious/noExplicitAny: the fields of a manifest have no type here
const specOf = (manifests: readonly Manifest[], kind: string, name: string): any => find(manifests, kind, name)['spec'];

// What a running cluster remembers: for everybody who runs it, a change here is a migration. See docs/stateful.md.
describe.each(environments)('the identity of $name', (environment) => {
  const manifests = manifestsOf(synthesisOf(environment, (app, candidate) => new Application(app, candidate)));

  test('every object is in one namespace, by default shop', () => {
    const { namespace = 'shop' } = environment;
    find(manifests, 'Namespace', namespace);
    expect([...new Set(manifests.map(({ metadata }) => metadata.namespace))].sort()).toEqual([namespace, undefined]);
  });

  test.each([
    ['Deployment', 'backend'],
    ['Deployment', 'frontend'],
    ['StatefulSet', 'elasticsearch'],
  ])('%s %s selects its pods by one label', (kind, name) => {
    expect(specOf(manifests, kind, name).selector).toEqual({ matchLabels: { app: name } });
  });

  test('the data of Elasticsearch depends on the names of its governing Service and its claims', () => {
    const { serviceName, volumeClaimTemplates } = specOf(manifests, 'StatefulSet', 'elasticsearch');
    expect(serviceName).toBe('elasticsearch-nodes');
    expect(volumeClaimTemplates.map(({ metadata }: Manifest) => metadata.name)).toEqual(['data']);
    expect(specOf(manifests, 'Service', 'elasticsearch-nodes')).toMatchObject({ clusterIP: 'None', selector: { app: 'elasticsearch' } });
  });

  test.each([
    ['backend', { api: 8080, docs: 8100 }],
    ['frontend', { http: 3000 }],
    ['elasticsearch', { http: 9200 }],
  ])('the Service %s has the ports that its clients know', (name, expected) => {
    const { ports, selector } = specOf(manifests, 'Service', name);
    expect(Object.fromEntries(ports.map(({ name, port }: { name: string; port: number }) => [name, port]))).toEqual(expected);
    expect(selector).toEqual({ app: name });
  });

  test('no Secret is in a manifest', () => {
    expect(namesOf(manifests, 'Secret')).toEqual([]);
  });
});
