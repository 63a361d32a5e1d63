import { ApiObject, App } from 'cdk8s';
import { prove, type Synthesis, synthesisOf } from '../../src';
import { zoned } from '../platforms';
import { chartIn, refusal, web } from './service';

// The provider of three zones commits itself to 99.99%: 53 minutes a year that 99.995% doesn't leave.
const missing = { availability: '99.995%' } as const;

test('a structure that is proved, with a budget that is missed, does not synthesize', () => {
  const app = new App();
  web(chartIn(app, 'shop'), 'api', missing);
  const lines = refusal(() => app.synthYaml());
  expect(lines.join('\n')).toMatch(
    /error: Deployment shop\/api \/metadata\/annotations\/nines\.dev~1target \(made by shop\/api\/deployment\)\n +(misses|may miss) its error budget \(target 99\.995%, 26 minutes a year\): a year costs [\d.]+ minutes, [\d.]+ to [\d.]+ \[error-budget\]\n +region, 52\.6 .* minutes: /,
  );
  expect(lines.join('\n')).not.toContain('[availability]');
});

test('prove and synthesisOf say the same, and a reason accepts it', () => {
  const chart = chartIn(new App(), 'shop');
  const { deployment } = web(chart, 'api', missing);
  const { findings, problems } = prove(chart, zoned());
  expect(findings.map(({ rule }) => rule)).toEqual(['error-budget']);
  expect(problems.join('')).toMatch(
    /\n {2}99\.\d+% is kept as it is: promise that or less\. At the upper end of all rows it leaves \d+(\.\d+)? minutes for failed releases\.$/,
  );
  ApiObject.of(deployment).metadata.addAnnotation('nines.dev/accept.error-budget', 'because the contract is older than the provider');
  expect(prove(chart, zoned())).toMatchObject({ proved: true, accepted: [expect.objectContaining({ rule: 'error-budget' })] });
});

test('synth refuses it for an environment', () => {
  const environment = { name: 'test', platform: zoned() };
  const synthesis: Synthesis = synthesisOf(environment, (app) => {
    const chart = chartIn(app as App, 'test');
    web(chart, 'api', { ...missing, platform: zoned() });
    return chart;
  });
  expect(synthesis.problems.map(({ rule }) => rule)).toContain('error-budget');
});
