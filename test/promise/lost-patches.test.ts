import { JsonPatch, Testing } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { prove, synthesisOf } from '../../src';
import { diagnosticText } from '../../src/report/diagnostics';
import { zoned } from '../platforms';
import { chartIn, refusal, web } from './service';

/** A budget that isn't one of our constructs', with another number of pods that may be evicted. */
function budget(scope: Construct, maxUnavailable: unknown): k8s.KubePodDisruptionBudget {
  const made = new k8s.KubePodDisruptionBudget(scope, 'budget', {
    metadata: { name: 'other' },
    spec: { maxUnavailable: k8s.IntOrString.fromNumber(1), selector: { matchLabels: { app: 'other' } } },
  });
  made.addJsonPatch(JsonPatch.replace('/spec/maxUnavailable', maxUnavailable));
  return made;
}

const lost = [
  'error: PodDisruptionBudget shop/other /spec/maxUnavailable (made by shop/budget)',
  '  the JSON patch is lost: KubePodDisruptionBudget converts the object after its patches and drops 2 [invalid-value]',
  '  write k8s.IntOrString.fromNumber(2), or create the object as an ApiObject',
];

test('a patch that cdk8s-plus drops is told by synth and by prove', () => {
  const app = Testing.app();
  const chart = chartIn(app, 'shop');
  web(chart, 'web');
  budget(chart, 2);
  const [, first, ...others] = refusal(() => app.synthYaml());
  expect([first?.replace('  [shop] ', ''), ...others.map((line) => line.slice(2))]).toEqual(lost);
  expect(prove(chart, zoned()).problems).toEqual([lost.join('\n')]);
});

test('an environment with such a patch is not written', () => {
  const { problems } = synthesisOf({ name: 'shop', platform: zoned() }, (app) => {
    const chart = chartIn(app as never, 'shop');
    budget(chart, 2);
    return chart;
  });
  expect(problems.map(diagnosticText)).toContain(lost.join('\n'));
});

test.each([
  ['has the type of the prop', '/spec/maxUnavailable', k8s.IntOrString.fromNumber(2)],
  ['has the name of the prop', '/metadata/annotations', { team: 'shop' }],
])('a patch that %s is kept', (_, pointer, value) => {
  const chart = chartIn(Testing.app(), 'shop');
  web(chart, 'web');
  budget(chart, k8s.IntOrString.fromNumber(2)).addJsonPatch(JsonPatch.add(pointer, value));
  expect(prove(chart, zoned()).problems).toEqual([]);
});

test('a prop that Kubernetes spells in another case is kept', () => {
  const chart = chartIn(Testing.app(), 'shop');
  web(chart, 'web');
  const service = new k8s.KubeService(chart, 'service', {
    metadata: { name: 'other' },
    spec: { selector: { app: 'web' }, ports: [{ port: 80, targetPort: k8s.IntOrString.fromNumber(8080) }] },
  });
  service.addJsonPatch(JsonPatch.add('/spec/clusterIp', 'None'));
  expect(service.toJson().spec.clusterIP).toBe('None');
  expect(prove(chart, zoned()).problems).toEqual([]);
});

test('a patch that a later one removes is not lost', () => {
  const chart = chartIn(Testing.app(), 'shop');
  web(chart, 'web');
  budget(chart, 2).addJsonPatch(
    JsonPatch.remove('/spec/maxUnavailable'),
    JsonPatch.add('/spec/minAvailable', k8s.IntOrString.fromNumber(1)),
  );
  expect(prove(chart, zoned()).problems).toEqual([]);
});
