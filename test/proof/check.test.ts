import { inspect } from 'node:util';
import { stringify } from 'yaml';
import { check, defineRule, readTopology } from '../../src';
import { budget, spread } from '../availability/manifests';
import { workload } from '../availability/requesting';

const aws = readTopology('aws-3x2');
const objects = [
  workload({
    annotations: { 'nines.dev/needed': '2' },
    pod: { topologySpreadConstraints: [spread('zone', { matchLabelKeys: ['pod-template-hash'] })] },
    spec: { strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } },
  }),
  budget({ maxUnavailable: 1 }),
];

test('objects and their YAML are checked alike', () => {
  const text = objects.map((object) => stringify(object)).join('---\n');
  const [ofObjects, ofText] = [check(objects, aws), check(text, aws)];
  expect(ofObjects.services).toEqual(ofText.services);
  expect(ofObjects.service('web').verdict).toBe('proved');
});

test('a service without a promise must survive each single failure', () => {
  const [first] = check([workload()], aws).problems;
  expect(first).toMatch(/^warning: Deployment shop\/web .*\n {2}does not survive every single failure \[availability\]\n/);
});

test('a target is asked of every service', () => {
  expect(check(objects, aws, { target: '99.95%' }).service('web')).toMatchObject({ verdict: 'proved', target: 0.9995 });
  expect(check(objects, aws, { target: '99.999999%' }).proved).toBe(false);
});

test('a target that is a fraction is refused', () => {
  expect(() => check(objects, aws, { target: '0.9995' })).toThrow("target '0.9995' is a fraction, must be a percentage; write 99.95%");
});

test('what the cluster has besides the manifests is not a finding', () => {
  const mounting = workload({ pod: { volumes: [{ name: 'a', configMap: { name: 'settings' } }] } });
  const rules = (provided?: readonly string[]) => check([mounting], aws, { provided }).findings.map(({ rule }) => rule);
  expect(rules()).toContain('config-map-exists');
  expect(rules(['ConfigMap/shop/settings'])).not.toContain('config-map-exists');
});

test('an invalid declaration is reported, and nothing is judged', () => {
  const { proved, problems, services } = check([workload({ annotations: { 'nines.dev/target': 'high' } })], aws);
  expect([proved, services]).toEqual([false, []]);
  expect(problems).toEqual([
    "error: Deployment shop/web /metadata/annotations/nines.dev~1target\n  'high' is not a percentage above 1% and up to 100% [annotation-value]\n  write a percentage such as 99.95%",
  ]);
});

test('a finding in a text has its line', () => {
  expect(check(stringify(workload()), aws).problems[0]).toMatch(/^warning: manifests:\d+:\d+ Deployment shop\/web /);
});

test('text that isn’t YAML is refused with its place', () => {
  expect(() => check('a: [', aws)).toThrow(/^manifests:1:\d+: /);
});

test.each([['nothing'], ['']])('no object is refused: a wrong path would be taken for good (%p)', (text) => {
  expect(() => check(text === '' ? '' : [], aws)).toThrow('no Kubernetes object in the manifests; check what renders them');
});

test('what isn’t an object is refused', () => {
  expect(() => check(['web'], aws)).toThrow(
    "manifests[0]: must be a Kubernetes object, got a string: 'web'; add apiVersion and kind, or check the output of Helm or Kustomize",
  );
});

test('a rule of your own is checked, and accepted like any other', () => {
  const rules = [
    defineRule({
      id: 'names-team',
      severity: 'hint',
      title: 'Deployments name their team',
      why: 'Nobody knows whom to call.',
      fix: 'add the label team',
      appliesTo: ['Deployment'],
      check: ({ labels }) => (labels.has('team') ? [] : [{ message: "the label 'team' is missing" }]),
    }),
  ];
  const of = (annotations: Record<string, string>) => check([workload({ annotations })], aws, { rules });
  const isOwn = ({ rule }: { rule: string }) => rule === 'names-team';
  expect(of({}).findings.filter(isOwn)).toEqual([
    {
      rule: 'names-team',
      severity: 'hint',
      place: { object: { kind: 'Deployment', namespace: 'shop', name: 'web' }, pointer: '' },
      message: "the label 'team' is missing",
      fix: 'add the label team',
    },
  ]);
  const accepted = of({ 'nines.dev/accept.names-team': 'because it is a demo' });
  expect(accepted.findings.filter(isOwn)).toEqual([]);
  expect(accepted.findings.map(({ rule }) => rule)).not.toContain('acceptance-names-rule');
  expect(accepted.accepted.filter(isOwn)).toMatchObject([{ because: 'it is a demo' }]);
});

test('a topology is read by name or from a file; an unknown one is refused with the known ones', () => {
  expect(readTopology('aws-3x2').zones).toHaveLength(3);
  expect(() => readTopology('aws-3x3')).toThrow("unknown topology 'aws-3x3'; write 'aws-3x2'");
});

test.each([
  [{ zones: [] }, `topology: 'kubernetes' is missing; add 'kubernetes', a minor version in quotes such as "1.36"`],
  [{ kubernetes: '1.36', zones: 'a' }, 'topology.zones: '],
])('a topology that the types didn’t check is refused with the place of the value: %j', (topology, message) => {
  expect(() => check(objects, topology as never)).toThrow(message);
});

test('manifests that are neither objects nor text are refused', () => {
  expect(() => check(7 as never, aws)).toThrow(
    'manifests must be a list of objects or the text of YAML, got an integer: 7; write a list such as [deployment, service]',
  );
});

test('an uncaught error prints its message, and not its properties below it', () => {
  let error: unknown;
  try {
    readTopology('aws-3x3');
  } catch (thrown) {
    error = thrown;
  }
  expect(inspect(error)).toContain("unknown topology 'aws-3x3'; write 'aws-3x2'");
  expect(inspect(error)).not.toContain('severity');
});
