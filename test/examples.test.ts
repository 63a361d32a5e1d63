import { dirname } from 'node:path/posix';
import { type Chart, Testing } from 'cdk8s';
import type { Construct } from 'constructs';
import { Logging } from '../examples/logs';
import { Shop } from '../examples/second-stateful-set';
import { Indexing } from '../examples/worker';
import { INTERRUPTION_RATE, NODE_RATE } from '../src/cluster/rates';
import { readTopology } from '../src/platform/topology-source';
import { kubernetesVersions, validate } from '../src/schema';
import { find } from './objects';

/** What the worker's Deployment has that its test looks at. */
interface PodTemplate {
  readonly template: {
    readonly spec: {
      readonly containers: readonly [Container];
      readonly volumes: readonly { readonly secret?: { readonly secretName: string } }[];
    };
  };
}

interface Container {
  readonly env: readonly { readonly name: string; readonly value?: string }[];
  readonly volumeMounts: readonly { readonly mountPath: string }[];
}

test.each<[string, new (scope: Construct) => Chart]>([
  ['worker', Indexing],
  ['second-stateful-set', Shop],
  ['logs', Logging],
])('the API server takes examples/%s', (_, Example) => {
  const app = Testing.app();
  const manifests = Testing.synth(new Example(app));
  const findings = manifests.flatMap((manifest) => kubernetesVersions.flatMap((version) => validate(manifest, version)));
  expect(findings.filter(({ problem }) => problem !== 'skipped')).toEqual([]);
});

test('the worker can connect to Elasticsearch: policies, CA and password', () => {
  const manifests = Testing.synth(new Indexing(Testing.app()));
  const { spec } = (find(manifests, 'Deployment', 'indexer')['spec'] as PodTemplate).template;
  const [container] = spec.containers;
  const { ELASTICSEARCH_CA_FILE: authority, ELASTICSEARCH_PASSWORD_FILE: password } = Object.fromEntries(
    container.env.map(({ name, value }) => [name, value]),
  );
  const folders = container.volumeMounts.map(({ mountPath }) => mountPath);
  expect(folders).toEqual(expect.arrayContaining([authority, password].map((file) => dirname(file ?? ''))));
  expect(spec.volumes.flatMap(({ secret }) => secret?.secretName ?? []).sort()).toEqual([
    'elasticsearch-http-tls',
    'elasticsearch-indexer',
  ]);
  expect(find(manifests, 'NetworkPolicy', 'elasticsearch-from-indexer')).toBeDefined();
});

test("the nodes of examples/topology.yaml fail as those of the presets, whose source doesn't say for how long", () => {
  const { zones, nodes } = readTopology('examples/topology.yaml');
  const { mtbf, mttr, source } = NODE_RATE;
  for (const { pools } of zones) expect(pools[0]?.rate).toEqual({ mtbf, mttr, source, mttrSource: expect.stringMatching(/^assumption: /) });
  expect(INTERRUPTION_RATE).toMatchObject({ ...(nodes?.interruption as object) });
  expect(nodes?.interruption).toHaveProperty('source');
});
