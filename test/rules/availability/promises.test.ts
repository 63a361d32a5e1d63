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

test('where the figure alone is in the way, the fix is what is proved', () => {
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
  expect(findings).toMatchObject([{ place: { object: { name: 'web' }, pointer: '' }, message: expect.stringContaining('store') }]);
});

test('an object without a namespace is found where kubectl would put it', () => {
  const web = spreadOut({ 'nines.dev/accept.availability': 'because we try it out' });
  const { namespace, ...metadata } = web.metadata;
  expect(promises({ ...web, metadata })).toMatchObject({ findings: [], accepted: [{ because: 'we try it out' }] });
});

test('what is proved, and what promises nothing, is neither', () => {
  const kept = spreadOut({ 'nines.dev/target': '99%' });
  const silent = workload({ name: 'store', replicas: 1 });
  expect(promises(kept, budget({ maxUnavailable: 1 }), silent)).toEqual({ findings: [], accepted: [] });
});
