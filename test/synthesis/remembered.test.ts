import type { App } from 'cdk8s';
import { type Destination, defineRule, type OwnRule, type Synthesis, synthesisOf } from '../../src';
import { remembered } from '../../src/synthesis/remembered';
import { Shop } from '../fixtures/shop/application';
import { environments } from '../fixtures/shop/environments';
import { flat, zoned } from '../platforms';
import { chartIn, web } from '../promise/service';

const STORE = Symbol.for('nines.remembered');
const known = new Map<string, Buffer>();
let uses = 0;

beforeEach(() => {
  known.clear();
  uses = 0;
  (globalThis as Record<symbol, unknown>)[STORE] = {
    read: (of: Buffer) => {
      const value = known.get(of.toString('latin1'));
      if (value) uses += 1;
      return value;
    },
    write: (of: Buffer, value: Buffer) => known.set(of.toString('latin1'), value),
  };
});
afterEach(() => {
  delete (globalThis as Record<symbol, unknown>)[STORE];
});

/** What is said of an environment, as plain data. */
const said = ({ files, services, review, advice, problems }: Synthesis) => ({ files, services, review, advice, problems });
const shop = (name: string) => {
  const environment = environments.find((it) => it.name === name);
  if (!environment) throw new Error(name);
  return said(synthesisOf(environment, (app, candidate) => new Shop(app, candidate)));
};

test.each(environments.map(({ name }) => name))('%s is judged once, and then what was said of it is remembered', (name) => {
  const first = shop(name);
  expect([known.size, uses]).toEqual([1, 0]);
  expect(shop(name)).toEqual(first);
  expect([known.size, uses]).toEqual([1, 1]);
});

type Difference = Parameters<typeof web>[2];
const team = defineRule({
  id: 'names-team',
  severity: 'hint',
  title: 'Deployments name their team',
  why: 'Nobody knows whom to call.',
  fix: 'add the label team',
  appliesTo: ['Deployment'],
  check: ({ labels }) => (labels.has('team') ? [] : [{ message: "the label 'team' is missing" }]),
});
interface Options {
  readonly rules?: readonly OwnRule[];
  readonly problem?: string;
}
const service = (environment: Partial<Destination>, difference: Difference, { rules = [], problem }: Options = {}) =>
  said(
    synthesisOf(
      { name: 'test', platform: zoned(), ...environment },
      (app, { name }) => {
        const chart = chartIn(app as App, name);
        web(chart, 'web', difference);
        if (problem !== undefined) chart.node.addValidation({ validate: () => [problem] });
        return chart;
      },
      { rules },
    ),
  );

test.each<[string, Partial<Destination>, Difference, Options]>([
  ['a promise', {}, { availability: '99.9%' }, {}],
  ['a promise that is not kept', {}, { availability: '99.999%' }, {}],
  ['a topology', { platform: flat() }, {}, {}],
  ['what the cluster has besides', { provided: ['Secret/shop/smtp'] }, {}, {}],
  ['the name', { name: 'other' }, {}, {}],
  ['a problem of a construct', {}, {}, { problem: 'too small' }],
])('another synthesis is judged by itself: %s', (_, environment, difference, options) => {
  service({}, {});
  const found = service(environment, difference, options);
  expect([known.size, uses]).toEqual([2, 0]);
  expect(service(environment, difference, options)).toEqual(found);
  expect([known.size, uses]).toEqual([2, 1]);
  known.clear();
  expect(service(environment, difference, options)).toEqual(found);
});

test('with rules of your own nothing is remembered', () => {
  expect(service({}, {}, { rules: [team] }).problems).toMatchObject([{ rule: 'names-team' }]);
  expect(known.size).toBe(0);
});

test('what is no data decides nothing, and is not remembered', () => {
  expect(remembered([() => 1], () => 2)).toBe(2);
  expect(remembered(['function'], () => String)).toBe(String);
  expect(known.size).toBe(0);
  expect([remembered([Number.NaN], () => -0), remembered([Number.NaN], () => 1)]).toEqual([-0, -0]);
  expect(remembered([undefined], () => 3)).toBe(3);
});
