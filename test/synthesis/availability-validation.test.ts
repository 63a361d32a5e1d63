import { production } from '../../environments/production';
import { Application, type Environment, manifestsOf, synthesisOf } from '../../lib';
import { AvailabilityValidation, type ValidationContext, type Violation } from '../../lib/synthesis/availability-validation';

const PATH = '/out/production/30-backend.yaml';

/** What the plugin reports of an environment whose files hold these manifests. */
async function report(environment: Environment, manifests: readonly unknown[]) {
  const violations: Violation[] = [];
  const submitted: unknown[] = [];
  const context: ValidationContext = {
    manifests: [PATH],
    report: { addViolation: (violation) => void violations.push(violation), submit: (...summary) => void submitted.push(summary) },
    parseManifest: () => [...manifests],
  };
  await new AvailabilityValidation([environment]).validate(context);
  return { violations, submitted };
}

const manifests = manifestsOf(synthesisOf(production, (app, environment) => new Application(app, environment)));

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

test('a broken promise is a violation of the object that breaks it, with the change that mends it', async () => {
  const unspread = JSON.parse(JSON.stringify(manifests).replaceAll('"matchLabelKeys":["pod-template-hash"],', ''));
  const { violations, submitted } = await report(production, unspread);
  expect(submitted).toEqual([['failure', expect.objectContaining({ 'production/backend': expect.stringContaining('99.95% refuted') })]]);
  expect(violations.map(({ violatingResources }) => violatingResources[0]?.resourceName)).toEqual(['backend', 'frontend']);
  expect(violations[0]).toMatchObject({ ruleName: 'availability', fix: expect.stringContaining('matchLabelKeys') });
  expect(violations[0]?.violatingResources[0]?.manifestPath).toBe(PATH);
});
