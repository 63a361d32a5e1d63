import type { App } from 'cdk8s';
import { defineRule, synthesisOf } from '../../src';
import { zoned } from '../platforms';
import { chartIn, web } from '../promise/service';

const namesTeam = defineRule({
  id: 'names-team',
  severity: 'hint',
  title: 'Deployments name their team',
  why: 'Nobody knows whom to call.',
  fix: 'add the label team',
  appliesTo: ['Deployment'],
  check: ({ labels }) => (labels.has('team') ? [] : [{ message: "the label 'team' is missing" }]),
});

const synthesis = (rules?: readonly (typeof namesTeam)[]) => {
  const build = (root: unknown, id: string) => {
    const chart = chartIn(root as App, id);
    web(chart, 'web');
    return chart;
  };
  return synthesisOf({ name: 'test', platform: zoned() }, (app, { name }) => build(app, name), { rules });
};

test('synthesize refuses what a rule of your own finds', () => {
  expect(synthesis().problems).toEqual([]);
  const { problems, files } = synthesis([namesTeam]);
  expect(files).toEqual([]);
  expect(problems).toEqual([
    {
      severity: 'hint',
      rule: 'names-team',
      place: {
        file: 'dist/test/30-web.yaml',
        object: { kind: 'Deployment', namespace: 'shop', name: 'web' },
        pointer: '',
        construct: 'test/web/deployment',
      },
      message: "the label 'team' is missing",
      fix: 'add the label team',
    },
  ]);
});

test('rules that aren’t sound are a mistake of the program, and told as one', () => {
  expect(() => synthesis([{ ...namesTeam, id: 'known-field' }])).toThrow(
    "rules: rule 'known-field': its id belongs to a built-in rule; choose another id; `nines rules` lists those in use",
  );
});
