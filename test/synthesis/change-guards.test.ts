import { Size } from 'cdk8s';
import { changeBetween } from '../../src/change/change';
import { diagnosticText } from '../../src/report/diagnostics';
import { changeProblems, clusterReview, stuckOn } from '../../src/synthesis/guard';
import { type IndexedSynthesis, indexedSynthesisOf } from '../../src/synthesis/synthesis';
import { Shop, type ShopEnvironment } from '../fixtures/shop/application';
import { environments } from '../fixtures/shop/environments';
import { indexed } from '../indexed';

const production = environments.find(({ name }) => name === 'production') as ShopEnvironment;
const { elasticsearch } = production;
const END = 'or run `npm run synth -- --base none` if nothing runs there yet';

function synthesis(environment: ShopEnvironment): IndexedSynthesis {
  return indexedSynthesisOf(environment, (app, destination) => new Shop(app, destination));
}

const before = synthesis(production);

function problems(environment: ShopEnvironment, base = before): readonly string[] {
  const after = synthesis(environment);
  expect(after.problems).toEqual([]);
  return changeProblems({ name: 'production' }, { name: 'dist/', index: base.index }, after.index).map(diagnosticText);
}

const changed = (more: object): ShopEnvironment => ({ ...production, elasticsearch: { ...elasticsearch, ...more } });

test('the same again is no problem', () => {
  expect(problems(production)).toEqual([]);
});

test('an older Elasticsearch is refused', () => {
  expect(problems(changed({ version: '8.19.21' }))).toEqual([
    `error: 'production': StatefulSet 'shop/elasticsearch': spec.template.spec.containers[elasticsearch].image changes from 'docker.elastic.co/elasticsearch/elasticsearch:9.5.6' to 'docker.elastic.co/elasticsearch/elasticsearch:8.19.21'. Elasticsearch 8.19.21 refuses to start on data of 9.5.6: it can't be downgraded; keep 9.5.6, or restore a snapshot that was taken before the upgrade into a new cluster; if it is intended, add acceptedChanges: [{ accept: 'elasticsearch-version', of: 'StatefulSet/shop/elasticsearch', because: '...' }] to the environment; ${END}`,
  ]);
});

test('less storage is refused', () => {
  expect(problems(changed({ storage: Size.gibibytes(50) }))).toEqual([
    `error: 'production': StatefulSet 'shop/elasticsearch': spec.volumeClaimTemplates[0].spec.resources.requests.storage changes from '100Gi' to '50Gi'. The API server refuses it: claim templates are immutable, and a claim never shrinks; move the data to a StatefulSet of another name with smaller claims; if it is intended, add acceptedChanges: [{ accept: 'claim-size', of: 'StatefulSet/shop/elasticsearch', because: '...' }] to the environment; ${END}`,
  ]);
});

const grow = (pod: number) =>
  `  kubectl --namespace shop patch pvc data-elasticsearch-${pod} --patch '{"spec":{"resources":{"requests":{"storage":"200Gi"}}}}'`;

test('more storage is refused with the steps to it', () => {
  expect(problems(changed({ storage: Size.gibibytes(200) }))).toEqual([
    `error: 'production': StatefulSet 'shop/elasticsearch': spec.volumeClaimTemplates[0].spec.resources.requests.storage changes from '100Gi' to '200Gi'. The API server refuses it: claim templates are immutable. Grow the claims. Once the change is pushed, and no earlier, delete the StatefulSet without its pods, so that it is created with the new size:
${grow(0)}
${grow(1)}
${grow(2)}
  kubectl --namespace shop delete statefulset elasticsearch --cascade=orphan
To accept it, add acceptedChanges: [{ accept: 'claim-size', of: 'StatefulSet/shop/elasticsearch', because: '...' }] to the environment; ${END}`,
  ]);
});

test('the commands name the context of the environment', () => {
  const environment = { ...changed({ storage: Size.gibibytes(200) }), cluster: { context: 'arn:aws:eks:eu-west-1:1:cluster/shop' } };
  const { index } = synthesis(environment);
  const [problem] = changeProblems(environment, { name: 'dist/', index: before.index }, index);
  expect(problem?.message.split('\n').slice(1)).toEqual([
    ...[0, 1, 2].map((pod) => grow(pod).replace('kubectl', 'kubectl --context arn:aws:eks:eu-west-1:1:cluster/shop')),
    '  kubectl --context arn:aws:eks:eu-west-1:1:cluster/shop --namespace shop delete statefulset elasticsearch --cascade=orphan',
    '',
  ]);
});

test('another cluster name is refused', () => {
  expect(problems(changed({ clusterName: 'store' }))).toEqual([
    `error: 'production': StatefulSet 'shop/elasticsearch': spec.template.spec.containers[elasticsearch].env[ES_SETTING_CLUSTER_NAME].value changes from '${elasticsearch.clusterName}' to 'store'. Elasticsearch refuses it: a node of cluster 'store' can't join cluster '${elasticsearch.clusterName}'; keep '${elasticsearch.clusterName}': the name can't change once the cluster has data; if it is intended, add acceptedChanges: [{ accept: 'cluster-name', of: 'StatefulSet/shop/elasticsearch', because: '...' }] to the environment; ${END}`,
  ]);
});

test('another namespace is refused', () => {
  const found = problems({ ...production, namespace: 'store' });
  expect(found).toEqual([
    `error: 'production': StatefulSet 'store/elasticsearch': it moves to another namespace, and so has empty volumes. StatefulSet 'shop/elasticsearch' is gone: its claims are deleted with Namespace 'shop', which is gone too; keep the name and the namespace of StatefulSet 'shop/elasticsearch'; if it is intended, add acceptedChanges: [{ accept: 'data-at-risk', of: 'StatefulSet/store/elasticsearch', because: '...' }] to the environment; ${END}`,
    `error: 'production': Namespace 'shop' is gone from the manifests: everything in it is deleted with it, including the data of StatefulSet/shop/elasticsearch; keep the object, or take a snapshot first; if it is intended, add acceptedChanges: [{ accept: 'data-at-risk', of: 'Namespace/shop', because: '...' }] to the environment; ${END}`,
  ]);
});

test('a reason makes a change acceptable, once', () => {
  const acceptedChanges = [
    { accept: 'claim-size', of: 'StatefulSet/shop/elasticsearch', because: 'the claims were grown by hand' },
  ] as const;
  const accepted = { ...changed({ storage: Size.gibibytes(200) }), acceptedChanges };
  expect(problems(accepted)).toEqual([]);
  const again = { ...changed({ storage: Size.gibibytes(300) }), acceptedChanges };
  expect(problems(again, synthesis(accepted))).toEqual([
    expect.stringContaining(
      `To accept it, add acceptedChanges: [{ accept: 'claim-size', of: 'StatefulSet/shop/elasticsearch', because: '...' }] to the environment, with a new reason: 'the claims were grown by hand' is in dist/ from an earlier change; ${END}`,
    ),
  ]);
});

test('a reason for one change accepts no other', () => {
  const acceptedChanges = [{ accept: 'cluster-name', of: 'StatefulSet/shop/elasticsearch', because: 'it was renamed' }] as const;
  expect(problems({ ...changed({ storage: Size.gibibytes(50) }), acceptedChanges })).toHaveLength(1);
});

test('more than half of all objects gone is refused', () => {
  const config = (name: string) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'shop' } });
  const all = ['a', 'b', 'c', 'd'].map(config);
  const gone = (kept: readonly object[]) =>
    changeProblems({ name: 'production' }, { name: 'dist/', index: indexed(all) }, indexed(kept)).map(diagnosticText);
  expect(gone(all.slice(2))).toEqual([]);
  expect(gone(all.slice(3))).toEqual([
    `error: 'production': 3 of 4 objects are gone from the manifests, ConfigMap 'shop/a' among them; restore them; if it is intended, add acceptedChanges: [{ accept: 'mass-deletion', because: '...' }] to the environment; ${END}`,
  ]);
});

test('the removal of a StatefulSet with data is refused', () => {
  const objects = before.index.objects.filter(({ kind }) => kind !== 'StatefulSet').map(({ root }) => root.value);
  expect(changeProblems({ name: 'production' }, { name: 'dist/', index: before.index }, indexed(objects)).map(diagnosticText)).toEqual([
    `error: 'production': StatefulSet 'shop/elasticsearch' is gone from the manifests: its pods are deleted, and with them the only access to its data; keep the StatefulSet, or take a snapshot first; if it is intended, add acceptedChanges: [{ accept: 'data-at-risk', of: 'StatefulSet/shop/elasticsearch', because: '...' }] to the environment; ${END}`,
  ]);
});

/** With the pods of the backend changed. */
function backendWith(pod: (spec: PodSpec) => object) {
  return indexed(
    before.index.objects.map(({ root, kind, name }) => {
      const value = structuredClone(root.value) as { spec: { template: { spec: PodSpec } } };
      if (kind === 'Deployment' && name === 'backend') Object.assign(value.spec.template.spec, pod(value.spec.template.spec));
      return value;
    }),
  );
}

function review(pod: (spec: PodSpec) => object) {
  const { problems, doubts } = clusterReview({ ...before, index: backendWith(pod) }, { name: 'dist/', index: before.index }, undefined);
  return { problems: problems.map(diagnosticText), doubts };
}

interface PodSpec {
  readonly containers: readonly object[];
}

test('a rolling update that ends is not told', () => {
  expect(review(() => ({}))).toEqual({ problems: [], doubts: [] });
  expect(review(() => ({ terminationGracePeriodSeconds: 90 }))).toEqual({ problems: [], doubts: [] });
});

test('a rolling update that gets stuck is refused', () => {
  const zone = { nodeSelector: { 'topology.kubernetes.io/zone': 'nowhere-1' } };
  expect(review(() => zone)).toEqual({
    problems: [
      `error: 'production': Deployment 'shop/backend': its rolling update gets stuck: no node takes a new pod: no node matches its node selector or affinity; correct the pod template, or change the nodes first; if it is intended, add acceptedChanges: [{ accept: 'stuck-rollout', of: 'Deployment/shop/backend', because: '...' }] to the environment; ${END}`,
    ],
    doubts: [],
  });
});

test('where it is not known whether a rolling update ends, that is said', () => {
  expect(review(() => ({ imagePullSecrets: [{ name: 'registry' }] }))).toEqual({
    problems: [],
    doubts: [
      'production: the rolling update of Deployment/shop/backend may get stuck: Secret/shop/registry is not in the manifests: unless it exists, its pods may not get their image',
    ],
  });
});

test('declarations of the base that cannot be read any longer say nothing of rolling updates', () => {
  const unreadable = before.index.objects.map(({ root, kind, name }) => {
    const value = structuredClone(root.value) as { metadata: { annotations?: Record<string, string> } };
    if (kind === 'Deployment' && name === 'backend') value.metadata.annotations = { 'nines.dev/needed': 'some' };
    return value;
  });
  expect(clusterReview(before, { name: 'dist/', index: indexed(unreadable) }, undefined)).toEqual({ problems: [], doubts: [] });
});

test('a deployment refuses what gets stuck from what the cluster has', () => {
  const pods = (spec: PodSpec) => ({ ...spec, nodeSelector: { 'topology.kubernetes.io/zone': 'nowhere-1' } });
  const after = { ...before, index: backendWith(pods) };
  const live = { base: before.index, head: after.index, result: changeBetween(before.index, after.index), gone: [] };
  expect(stuckOn(after, live).map(({ risk, object }) => [risk, object.name])).toEqual([['stuck-rollout', 'backend']]);
  const same = { ...live, head: before.index, result: changeBetween(before.index, before.index) };
  expect(stuckOn(before, same)).toEqual([]);
});
