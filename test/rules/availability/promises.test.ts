import { indexOf } from '../../../src/manifests/object-index';
import { promisesOver } from '../../../src/rules';
import { judge } from '../../availability/judged';
import { budget, spread, workload, zones } from '../../availability/manifests';

const topology = zones([2, 2, 2]);
const rollout = { strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } };

/** Survives each single failure, and promises more than its figure. */
const spreadOut = (annotations: Record<string, string> = {}) =>
  workload({
    annotations: { 'nines.dev/needed': '2', 'nines.dev/target': '99.9999999%', ...annotations },
    pod: { topologySpreadConstraints: [spread('zone', { matchLabelKeys: ['pod-template-hash'] })] },
    spec: rollout,
  });

function promises(...documents: readonly unknown[]) {
  const { services } = judge(documents, topology, { withoutAdvice: true });
  return promisesOver(services, indexOf(documents.map((value) => ({ value, path: 'production/web' }))));
}

test('if only the figure is too low, the fix is the provable target', () => {
  expect(promises(spreadOut(), budget({ maxUnavailable: 1 }))).toEqual({
    findings: [
      {
        severity: 'error',
        rule: 'availability',
        place: { object: { kind: 'Deployment', namespace: 'shop', name: 'web' }, pointer: '', construct: 'production/web' },
        message: expect.stringMatching(/^refuted \(target 99\.9999999%\): \S/),
        fix: expect.stringMatching(/^promise 99\.99\d+% or less, which is proved$/),
      },
    ],
    accepted: [],
  });
});

test('a cause in another object leaves the pointer at the workload that promises', () => {
  const web = spreadOut({ 'nines.dev/target': '99%', 'nines.dev/depends-on': 'Deployment/store' });
  const { findings } = promises(web, budget({ maxUnavailable: 1 }), workload({ name: 'store', replicas: 1 }));
  expect(findings).toMatchObject([
    { severity: 'error', place: { object: { name: 'web' }, pointer: '' }, message: expect.stringContaining('store') },
    { severity: 'warning', place: { object: { name: 'store' }, pointer: '/spec/replicas' } },
  ]);
});

test('an object without a namespace is found where kubectl would put it', () => {
  const web = spreadOut({ 'nines.dev/accept.availability': 'because we try it out' });
  const { namespace, ...metadata } = web.metadata;
  expect(promises({ ...web, metadata })).toMatchObject({ findings: [], accepted: [{ because: 'we try it out' }] });
});

test('what is proved is neither', () => {
  const kept = spreadOut({ 'nines.dev/target': '99%' });
  expect(promises(kept, budget({ maxUnavailable: 1 }))).toEqual({ findings: [], accepted: [] });
});

/** A replica that fits no node: it neither starts nor rolls out. */
const unplaceable = { containers: [{ name: 'main', image: 'main:1', resources: { requests: { cpu: '900' } } }] };
const store = (name: string, more = {}) =>
  workload({ name: 'store', replicas: 1, annotations: { [`nines.dev/accept.${name}`]: 'because we try it out' }, ...more });

test('what promises nothing and does not survive every single failure is a warning', () => {
  const { findings } = promises(workload({ name: 'store', replicas: 1 }));
  expect(findings).toMatchObject([
    {
      severity: 'warning',
      rule: 'availability',
      message: expect.stringMatching(
        /^does not survive every single failure: lose one pod: there is 1 replica, 1 is needed; lose one node: /,
      ),
      fix: 'change the fields named above, or say why not: nines.dev/accept.availability',
    },
  ]);
});

test('what is unknown only for what is not modelled asks for a judgement, since no change of a field is known to help', () => {
  const web = spreadOut({ 'helm.sh/hook': 'post-install' });
  const { 'nines.dev/target': _, ...annotations } = web.metadata.annotations as Record<string, string>;
  const { findings } = promises({ ...web, metadata: { ...web.metadata, annotations } }, budget({ maxUnavailable: 1 }));
  expect(findings).toMatchObject([
    { fix: 'change what is named above, or judge it by hand and accept it with your reason: nines.dev/accept.availability' },
  ]);
});

test('one replica with a reason is accepted where it promises nothing', () => {
  expect(promises(store('single-replica'))).toMatchObject({ findings: [], accepted: [{ because: 'we try it out', severity: 'warning' }] });
});

test('the risk of one replica does not accept that it never starts', () => {
  expect(promises(store('single-replica', { pod: unplaceable }))).toMatchObject({ findings: [{ severity: 'warning' }], accepted: [] });
  const onDelete = { kind: 'StatefulSet', spec: { updateStrategy: { type: 'OnDelete' } }, pod: unplaceable };
  expect(promises(store('single-replica', onDelete))).toMatchObject({ findings: [{ severity: 'warning' }], accepted: [] });
  expect(promises(store('availability', { pod: unplaceable }))).toMatchObject({ findings: [], accepted: [{ because: 'we try it out' }] });
});

test('an uneven spread accepts that the loss of a zone stops what promises nothing, and no more', () => {
  const annotations = { 'nines.dev/needed': '2', 'nines.dev/accept.uneven-spread': 'because nights are quiet' };
  const topologySpreadConstraints = ['zone', 'host'].map((key) => spread(key as 'zone', { matchLabelKeys: ['pod-template-hash'] }));
  const web = workload({ annotations, pod: { topologySpreadConstraints }, spec: rollout });
  const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' };
  const metadata = { name: 'web', namespace: 'shop' };
  const autoscaler = {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata,
    spec: { scaleTargetRef, minReplicas: 3, maxReplicas: 6 },
  };
  const { findings, accepted } = promises(web, budget({ maxUnavailable: 1 }), autoscaler);
  expect(findings).toEqual([]);
  expect(accepted).toMatchObject([
    { because: 'nights are quiet', message: expect.stringMatching(/^does not survive .*: lose zone [^;]*$/) },
  ]);
  expect(promises(store('uneven-spread'))).toMatchObject({ findings: [{ rule: 'availability' }], accepted: [] });
});

/** With advice: it is what the fix is made of. */
function fixes(...documents: readonly unknown[]) {
  const { services } = judge(documents, topology);
  return promisesOver(services, indexOf(documents.map((value) => ({ value })))).findings.map(({ fix }) => fix);
}

const database = (annotations = {}, more = {}) =>
  workload({
    name: 'store',
    kind: 'StatefulSet',
    replicas: 1,
    annotations,
    pod: { containers: [{ name: 'main', image: 'mysql:8.4' }] },
    ...more,
  });

test('of an only pod that may keep data the fix tells what its loss costs, and proposes no second one', () => {
  expect(fixes(database())).toEqual([
    "a lost node stops it for 15 minutes (a StatefulSet's pod waits for its node); a PersistentVolumeClaim would keep its data; " +
      "a lost zone stops it for 60 minutes (a StatefulSet's pod waits for its node); " +
      'a second pod is of no use alone: set up Group Replication with three members, and declare nines.dev/needed, ' +
      'or accept it with a reason: nines.dev/accept.single-replica',
  ]);
});

test('an only pod that promises something, or never drains, is accepted as availability', () => {
  const accepted = [expect.stringMatching(/ or accept it with a reason: nines\.dev\/accept\.availability$/)];
  expect(fixes(database({ 'nines.dev/target': '99.99%' }))).toEqual(accepted);
  expect(fixes(database(), budget({ minAvailable: 1 }, 'store'))).toEqual(accepted);
});

describe('what depends on an accepted service', () => {
  const accepted = { 'nines.dev/accept.single-replica': 'a second pod is no copy of its data' };
  const shop = (store: Record<string, string>, web: Record<string, string> = {}) =>
    promises(
      workload({
        annotations: { 'nines.dev/needed': '2', 'nines.dev/depends-on': 'Deployment/store', ...web },
        pod: { topologySpreadConstraints: [spread('zone', { matchLabelKeys: ['pod-template-hash'] })] },
        spec: rollout,
      }),
      budget({ maxUnavailable: 1 }),
      workload({ name: 'store', replicas: 1, annotations: store }),
    );

  test('is accepted too where nothing else stops it, and says by what', () => {
    const { findings, accepted: told } = shop(accepted);
    expect(findings).toEqual([]);
    expect(told.map(({ place, because }) => [place.object?.name, because])).toEqual([
      ['web', 'its dependency Deployment/shop/store is accepted: a second pod is no copy of its data'],
      ['store', 'a second pod is no copy of its data'],
    ]);
  });

  test('is found where nothing is accepted, where something else stops it, and where it promises something', () => {
    const names = ({ findings }: ReturnType<typeof promises>) => findings.map(({ place }) => place.object?.name);
    expect(names(shop({}))).toEqual(['web', 'store']);
    expect(names(shop(accepted, { 'nines.dev/target': '99%' }))).toEqual(['web']);
    expect(
      names(
        promises(
          workload({ annotations: { 'nines.dev/needed': '2', 'nines.dev/depends-on': 'Deployment/store' } }),
          workload({ name: 'store', replicas: 1, annotations: accepted }),
        ),
      ),
    ).toEqual(['web']);
  });
});
