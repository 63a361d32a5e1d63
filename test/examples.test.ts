import { type Chart, Testing } from 'cdk8s';
import type { Construct } from 'constructs';
import { Shop } from '../examples/second-stateful-set';
import { Indexing } from '../examples/worker';
import { kubernetesVersions, validate } from '../lib/schema';

test.each<[string, new (scope: Construct) => Chart]>([
  ['worker', Indexing],
  ['second-stateful-set', Shop],
])('the API server takes examples/%s', (_, Example) => {
  const app = Testing.app();
  const manifests = Testing.synth(new Example(app));
  const findings = manifests.flatMap((manifest) => kubernetesVersions.flatMap((version) => validate(manifest, version)));
  expect(findings.filter(({ problem }) => problem !== 'skipped')).toEqual([]);
});
