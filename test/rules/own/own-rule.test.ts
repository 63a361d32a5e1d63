import { defineRule, type OwnRule, type RuleObject } from '../../../src';
import { rulesOver } from '../../../src/rules';
import { budget, workload } from '../../availability/manifests';
import { indexed } from '../../indexed';

/** What a rule of one's own finds, each with its place. */
function found(rule: Pick<OwnRule, 'appliesTo' | 'check'>, objects: readonly unknown[]): readonly string[] {
  const own = defineRule({ id: 'own', severity: 'error', title: 'A title', why: 'A reason.', fix: 'the fix of the rule', ...rule });
  const { findings } = rulesOver(indexed(objects), { rules: [own], kubernetes: '1.35' });
  return findings
    .filter((it) => it.rule === 'own')
    .map(({ place, message, fix }) => `${place.object?.name}${place.pointer}: ${message}; ${fix}`);
}

const settings = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings', namespace: 'shop' } };

test('it sees the kinds that it names, and parts of them by their place', () => {
  const check: OwnRule['check'] = ({ root }) => [
    { at: root.at('spec', 'replicas'), message: `${root.number('spec', 'replicas')} replicas`, fix: 'fewer' },
  ];
  const expected = ['web/spec/replicas: 3 replicas; fewer'];
  expect(found({ appliesTo: ['Deployment'], check }, [workload(), settings])).toEqual(expected);
  expect(found({ appliesTo: ['Deployment.apps'], check }, [workload(), settings])).toEqual(expected);
  expect(found({ appliesTo: ['ReplicaSet'], check }, [workload(), settings])).toEqual([]);
});

test('without a place or a fix they are the whole object and the fix of the rule', () => {
  const check = () => [{ message: 'no' }];
  expect(found({ appliesTo: 'every object', check }, [settings])).toEqual(['settings: no; the fix of the rule']);
});

test('it sees labels, annotations and containers, and pods alone have those', () => {
  const seen: RuleObject[] = [];
  const check = (object: RuleObject) => {
    seen.push(object);
    return [];
  };
  found({ appliesTo: 'every object', check }, [workload({ annotations: { a: 'b' } }), settings]);
  expect(seen.map(({ annotations, containers, podSpec }) => [annotations.get('a'), containers.length, podSpec !== undefined])).toEqual([
    ['b', 1, true],
    [undefined, 0, false],
  ]);
});

test('it finds the other objects', () => {
  const check: OwnRule['check'] = ({ namespace }, { find, objects, kubernetes }) => [
    {
      message: `${objects.length} objects for ${kubernetes}, ${find('ConfigMap', namespace, 'settings')?.name}, ${find('Secret', namespace, 'a')?.name}`,
    },
  ];
  expect(found({ appliesTo: ['Deployment'], check }, [workload(), budget({}), settings])).toEqual([
    'web: 3 objects for 1.35, settings, undefined; the fix of the rule',
  ]);
});

test('a rule that throws is reported with its findings, and hides nothing', () => {
  const check = function* () {
    yield { message: 'first' };
    throw new TypeError('x is undefined\nat line 3');
  };
  expect(found({ appliesTo: ['ConfigMap'], check }, [settings, workload()])).toEqual([
    'settings: first; the fix of the rule',
    "settings: the rule failed: x is undefined; correct the check of 'own'",
  ]);
});

test.each([[null], ['no'], [{ fix: 'no message' }], [{ message: '' }]])(
  'a finding that is %p is told as a fault of the rule',
  (finding) => {
    const check = () => [finding] as never;
    expect(found({ appliesTo: ['ConfigMap'], check }, [settings])).toEqual([
      "settings: the rule failed: a finding without a message; correct the check of 'own'",
    ]);
  },
);
