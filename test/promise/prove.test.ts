import { type ApiObject, Testing } from 'cdk8s';
import { defineRule, prove } from '../../src';
import { flat, zoned } from '../platforms';
import { chartIn, web } from './service';

test('a promise that holds is proved, with its figures', () => {
  const chart = chartIn(Testing.app(), 'shop');
  web(chart, 'web');
  const proof = prove(chart, zoned());
  expect(proof.problems).toEqual([]);
  expect(proof.proved).toBe(true);
  expect(proof.service('web')).toMatchObject({ verdict: 'proved', target: 0.9995 });
  expect(proof.service('web').minutesPerYear).toBeLessThan(1);
});

test('a broken promise is reported in full, without an exception', () => {
  const chart = chartIn(Testing.app(), 'shop');
  web(chart, 'web', { single: true });
  const proof = prove(chart, zoned());
  expect(proof.proved).toBe(false);
  expect(proof.problems).toEqual([
    expect.stringMatching(/^error: Deployment shop\/web .*\n {2}refuted \(target 99\.95%\) \[availability\]\n {2}lose one pod: /),
  ]);
  expect(proof.findings).toMatchObject([{ rule: 'availability', place: { construct: 'shop/web/deployment' } }]);
});

test('the same chart on another platform', () => {
  const chart = chartIn(Testing.app(), 'shop');
  web(chart, 'web', { availability: '99.97%' });
  expect([zoned(), flat()].map((platform) => prove(chart, platform).proved)).toEqual([true, false]);
});

test('a chart that promises nothing is not proved: its test would pass after the promise is gone', () => {
  const chart = chartIn(Testing.app(), 'shop');
  web(chart, 'web', { availability: 'none' });
  const { proved, problems } = prove(chart, zoned());
  expect(proved).toBe(false);
  expect(problems).toEqual(["error: 'shop': nothing is promised; set `availability` on a service, for example '99.95%'"]);
});

test('a rule of your own counts', () => {
  const chart = chartIn(Testing.app(), 'shop');
  const service = web(chart, 'web');
  const namesTeam = defineRule({
    id: 'names-team',
    severity: 'warning',
    title: 'Deployments name their team',
    why: 'Nobody knows whom to call.',
    fix: 'add the label team',
    appliesTo: ['Deployment'],
    *check({ root, labels }) {
      if (!labels.has('team')) yield { at: root.at('metadata', 'labels'), message: "the label 'team' is missing" };
    },
  });
  const problems = () => prove(chart, zoned(), { rules: [namesTeam] }).problems;
  expect(problems()).toEqual([
    "warning: Deployment shop/web /metadata/labels (made by shop/web/deployment)\n  the label 'team' is missing [names-team]\n  add the label team",
  ]);
  const { metadata } = service.node.findChild('deployment') as ApiObject;
  metadata.addAnnotation('nines.dev/accept.names-team', 'because a migration is under way');
  expect(problems()).toEqual([]);
});

test('a missing service is reported with the existing ones', () => {
  const chart = chartIn(Testing.app(), 'shop');
  web(chart, 'web');
  expect(() => prove(chart, zoned()).service('wbe')).toThrow("no service 'wbe'; the manifests have Deployment shop/web");
});

test('as text it is the whole report', () => {
  const chart = chartIn(Testing.app(), 'shop');
  web(chart, 'web');
  expect(`${prove(chart, zoned())}`).toMatch(
    /^No findings; 1 of 1 service proved\.\n\nSERVICE {2}NEEDED {2}TARGET {2}PROVED .*\nweb {6}2 of 3 {2}99\.95% {2}yes /,
  );
});
