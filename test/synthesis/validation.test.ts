import { Validation, type ValidationContext, type Violation } from '../../src/synthesis/validation';
import { shopManifests } from '../fixtures/manifests';
import type { ShopEnvironment } from '../fixtures/shop/application';
import { local, production } from '../fixtures/shop/environments';

const pathOf = ({ name }: ShopEnvironment) => `/out/${name}/30-backend.yaml`;

/** What the plugin reports of an environment whose files hold these manifests. */
async function report(environment: ShopEnvironment, manifests: readonly unknown[]) {
  const violations: Violation[] = [];
  const submitted: unknown[] = [];
  const context: ValidationContext = {
    manifests: [pathOf(environment)],
    report: { addViolation: (violation) => void violations.push(violation), submit: (...summary) => void submitted.push(summary) },
    parseManifest: () => [...manifests],
  };
  await new Validation([environment]).validate(context);
  return { violations, submitted };
}

const manifests = shopManifests(production);

test('what is proved is a success, with a row for each promise', async () => {
  const { violations, submitted } = await report(production, manifests);
  expect(violations).toEqual([]);
  expect(submitted).toEqual([
    [
      'success',
      {
        'production/elasticsearch': expect.stringMatching(/^99\.95% proved, [\d.]+ minutes per year$/),
        'production/backend': expect.stringMatching(/^99\.95% proved, /),
        'production/frontend': expect.stringMatching(/^99\.95% proved, /),
      },
    ],
  ]);
});

test('a finding is a violation of its rule, with its place, the fix and the construct', async () => {
  const nowhere = JSON.parse(JSON.stringify(manifests).replaceAll('"targetPort":"docs"', '"targetPort":"doc"'));
  const { violations, submitted } = await report(production, nowhere);
  expect(submitted).toEqual([['failure', expect.anything()]]);
  expect(violations).toEqual([
    {
      ruleName: 'service-target-port',
      recommendation: "the pods of Deployment 'shop/backend' declare no TCP port 'doc'",
      fix: 'write one of theirs, api (8080), docs (8100), or declare it',
      violatingResources: [
        { resourceName: 'Service/shop/backend', manifestPath: pathOf(production), locations: ['/spec/ports/1/targetPort'] },
      ],
    },
  ]);
});

test('what is accepted, and what no schema is known of, is a row with the reason', async () => {
  const accepted = { 'nines.dev/accept.service-selects-pods': 'because they come later' };
  const { submitted } = await report(local, [
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'a', namespace: 'shop', annotations: accepted },
      spec: { selector: { app: 'a' }, ports: [{ port: 80 }] },
    },
    { apiVersion: 'example.com/v1', kind: 'Thing', metadata: { name: 'b', namespace: 'shop' } },
  ]);
  expect(submitted).toEqual([
    [
      'success',
      {
        'local/Service/shop/a service-selects-pods': 'accepted, because they come later',
        'local/Thing/shop/b': 'not compared with a schema',
      },
    ],
  ]);
});

test('a broken promise is a violation of the object that breaks it, with the change that mends it', async () => {
  const unspread = JSON.parse(JSON.stringify(manifests).replaceAll('"matchLabelKeys":["pod-template-hash"],', ''));
  const { violations, submitted } = await report(production, unspread);
  expect(submitted).toEqual([['failure', expect.objectContaining({ 'production/backend': expect.stringContaining('99.95% refuted') })]]);
  expect(violations.map(({ violatingResources }) => violatingResources[0]?.resourceName)).toEqual([
    'Deployment/shop/backend',
    'Deployment/shop/frontend',
  ]);
  expect(violations[0]).toMatchObject({ ruleName: 'availability', fix: expect.stringContaining('matchLabelKeys') });
  expect(violations[0]?.violatingResources[0]?.manifestPath).toBe(pathOf(production));
});

test('an accepted broken promise is a row with its reason and no violation', async () => {
  const accepting = (manifest: { kind: string; metadata: { annotations?: object } }) =>
    manifest.kind === 'Deployment'
      ? {
          ...manifest,
          metadata: {
            ...manifest.metadata,
            annotations: { ...manifest.metadata.annotations, 'nines.dev/accept.availability': 'because we try it out' },
          },
        }
      : manifest;
  const unspread = JSON.parse(JSON.stringify(manifests).replaceAll('"matchLabelKeys":["pod-template-hash"],', '')).map(accepting);
  const { violations, submitted } = await report(production, unspread);
  expect(violations).toEqual([]);
  expect(submitted).toEqual([
    ['success', expect.objectContaining({ 'production/Deployment/shop/backend availability': 'accepted, because we try it out' })],
  ]);
});
