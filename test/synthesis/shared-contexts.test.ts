import { diagnosticText } from '../../src/report/diagnostics';
import { deliveredOf } from '../../src/synthesis/delivered';
import { sharedContexts } from '../../src/synthesis/shared-contexts';
import { shopIn } from '../fixtures/manifests';
import { production, staging } from '../fixtures/shop/environments';
import { ProjectCopy } from '../project-copy';

const on = (environment: typeof staging | typeof production, context?: string) =>
  deliveredOf(shopIn({ ...environment, cluster: context === undefined ? {} : { context } }));
const PROBLEM =
  "error: environments: must not share a namespace, but 'staging' and 'production' are both in 'shop' of the context 'shop-staging'; give one of them another cluster.context or another namespace";

test('two environments in one namespace of one context are refused', () => {
  const problems = sharedContexts([on(staging, 'shop-staging'), on(production, 'shop-staging')]);
  expect(problems.map(diagnosticText)).toEqual([PROBLEM]);
});

test('two contexts, none, and two namespaces of one context are fine', () => {
  expect(sharedContexts([on(staging, 'a'), on(production, 'b')])).toEqual([]);
  expect(sharedContexts([on(staging), on(production)])).toEqual([]);
  const elsewhere = { ...on(production, 'a'), files: [{ name: 'a.yaml', manifests: [CONFIG] }] };
  expect(sharedContexts([on(staging, 'a'), elsewhere])).toEqual([]);
});

const CONFIG = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', namespace: 'store' } };

test.each<[string[], number, string]>([
  [[], 1, '\n1 problem: nothing was written, dist/ is unchanged\n'],
  [['production'], 1, '\n1 problem: nothing was written, dist/ is unchanged\n'],
  [['--diff', 'production'], 2, '\n'],
  [['--deploy', 'production', '--uncommitted'], 2, '\n'],
])('%j refuses it before anything is written or deployed', (args, code, end) => {
  const project = new ProjectCopy();
  for (const name of ['staging', 'production']) {
    project.edit(`environments/${name}.ts`, `name: '${name}',`, `name: '${name}',\n  cluster: { context: 'shop-staging' },`);
  }
  expect(project.synth(...args)).toMatchObject({ code, stderr: `${PROBLEM}${end}` });
  project.remove();
});
