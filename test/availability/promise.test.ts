import { brokenPromises } from '../../src/availability';
import { judge } from './judged';
import { budget, spread, workload, zones } from './manifests';

/** Affinity to pods that nobody knows may keep a pod waiting: that can neither be proved nor refuted. */
const elsewhere = { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'cache' } } };
const unknown = { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [elsewhere] } };

function broken(annotations: Record<string, string>, affinity: object) {
  const topologySpreadConstraints = [spread('zone', { matchLabelKeys: ['pod-template-hash'] })];
  const web = workload({ annotations: { 'nines.dev/needed': '2', ...annotations }, pod: { topologySpreadConstraints, affinity } });
  const answer = judge([web, budget({ maxUnavailable: 1 })], zones([2, 2, 2]), { withoutAdvice: true });
  return { verdicts: answer.services.map(({ verdict }) => verdict), broken: brokenPromises(answer).map(({ service }) => service) };
}

const target = { 'nines.dev/target': '99.9%' };

test('a promise that is unknown is broken', () => {
  expect(broken(target, unknown)).toEqual({ verdicts: ['unknown'], broken: ['web'] });
});

test('a promise that is proved is kept', () => {
  expect(broken(target, {})).toEqual({ verdicts: ['proved'], broken: [] });
});

test('nothing is broken where nothing is promised', () => {
  expect(broken({}, unknown)).toEqual({ verdicts: ['unknown'], broken: [] });
});
