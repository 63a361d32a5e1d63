import type { Document } from '../../src/manifests/document';
import type { Review } from '../../src/rules';
import { shopManifests } from '../fixtures/manifests';
import { environments, production } from '../fixtures/shop/environments';
import { rulesOver } from './reviewed';

const manifests = shopManifests(production);
const { topology } = production.platform;
const provided = ['Secret/shop/elasticsearch-password', 'Secret/shop/elasticsearch-backend'];

/** What the rules say of production after the text of its manifests was changed. */
function review(change: (text: string) => string = (text) => text): Review {
  const documents: Document[] = JSON.parse(change(JSON.stringify(manifests))).map((value: unknown) => ({ value }));
  return rulesOver(documents, { topology, provided });
}

test.each(environments)('nothing is found in an application of our constructs, in $name', (environment) => {
  expect(rulesOver(shopManifests(environment).map((value) => ({ value }))).findings).toEqual([]);
});

describe('a mutation of production is found', () => {
  test.each([
    ['a renamed ConfigMap', '"configMap":{"name":"elasticsearch-scripts"', '"configMap":{"name":"elasticsearch-script"'],
    ['a renamed Secret', '"secretName":"elasticsearch-password"', '"secretName":"elasticsearch-pasword"'],
    ['a renamed ServiceAccount', '"serviceAccountName":"backend"', '"serviceAccountName":"backnd"'],
    ['a renamed StorageClass', '"storageClassName":"shop-retain"', '"storageClassName":"shop-retian"'],
    ['a renamed governing Service', '"serviceName":"elasticsearch-nodes"', '"serviceName":"elasticsearch-node"'],
    ['a renamed issuer', '"name":"elasticsearch-ca-issuer"},"privateKey"', '"name":"elasticsearch-ca-issue"},"privateKey"'],
    ['another host', 'https://elasticsearch:9200', 'https://elasticsaerch:9200'],
    ['another port of an address', 'https://elasticsearch:9200', 'https://elasticsearch:9201'],
    ["a renamed port of an Ingress' backend", '"port":{"name":"api"}', '"port":{"name":"apy"}'],
    ['another target port', '"targetPort":"docs"', '"targetPort":"doc"'],
    ['another container port', '"containerPort":8080', '"containerPort":8081'],
    ['a wrong unit', '"memory":"256Mi"', '"memory":"256m"'],
    ['a missing unit', '"storage":"100Gi"', '"storage":"100"'],
    ['more processors than any node has', '"cpu":"100m"', '"cpu":"100"'],
  ])('%s', (_, from, to) => {
    expect(JSON.stringify(manifests)).toContain(from);
    expect(review((text) => text.replace(from, to)).findings).not.toEqual([]);
  });

  test.each([
    'Service/backend',
    'Service/elasticsearch',
    'Service/elasticsearch-nodes',
    'ConfigMap/elasticsearch-scripts',
    'ServiceAccount/frontend',
    'Deployment/backend',
    'StatefulSet/elasticsearch',
    'Issuer/elasticsearch-ca-issuer',
    'Certificate/elasticsearch-http',
    'NetworkPolicy/backend-to-elasticsearch',
    'NetworkPolicy/elasticsearch-from-backend',
    'NetworkPolicy/backend-from-public',
  ])('without %s', (dropped) => {
    const rest = manifests.filter(({ kind, metadata }) => `${kind}/${metadata.name}` !== dropped);
    expect(rest.length).toBe(manifests.length - 1);
    expect(
      rulesOver(
        rest.map((value) => ({ value })),
        { topology, provided },
      ).findings,
    ).not.toEqual([]);
  });
});
