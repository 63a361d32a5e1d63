import { risks } from '../../src/manifests/annotations';
import { groups } from '../../src/rules';
import { workload } from '../availability/manifests';
import { rulesOver } from './reviewed';

test('every risk is described', () => {
  const ids = groups.flatMap((group) => group.rules.map(({ id }) => id));
  expect(ids).toEqual(expect.arrayContaining([...risks]));
});

/** What is called accepted of objects, of which the first accepts a risk. */
function taken(risk: string, more: Record<string, unknown> = {}, ...others: readonly object[]) {
  const { annotations, ...rest } = more;
  const accepting = { [`nines.dev/accept.${risk}`]: 'because we try it out', ...(annotations as object) };
  const documents = [workload({ annotations: accepting, ...rest }), ...others].map((value) => ({ value }));
  return rulesOver(documents).accepted;
}

const elasticsearch = { kind: 'StatefulSet', annotations: { 'nines.dev/elasticsearch.roles': 'master, data' } };

test('an accepted risk is reported with its reason and its place', () => {
  expect(taken('no-security', elasticsearch)).toEqual([
    {
      severity: 'warning',
      rule: 'no-security',
      place: {
        object: { kind: 'StatefulSet', namespace: 'shop', name: 'web' },
        pointer: '/metadata/annotations/nines.dev~1accept.no-security',
      },
      message: 'Elasticsearch runs without TLS and authentication',
      fix: 'Omit `security`: cert-manager then issues the certificates.',
      because: 'we try it out',
    },
  ]);
});

const privileged = { initContainers: [{ name: 'a', image: 'a:1', securityContext: { privileged: true } }] };
const autoscaler = (more: object) => ({
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name: 'web', namespace: 'shop' },
  spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, minReplicas: 3, maxReplicas: 6, ...more },
});

test.each([
  ['fewer-masters', elasticsearch, 'masters were removed, and shards without a copy elsewhere are lost'],
  ['restart-by-hand', elasticsearch, 'more masters can join only after the first one is restarted by hand'],
  ['privileged-init-container', { pod: privileged }, 'an init container is privileged'],
])('%s is reported where it is taken', (risk, more, message) => {
  expect(taken(risk, more)).toMatchObject([{ rule: risk, message }]);
});

test('uneven-spread is reported where an autoscaler or a release removes pods', () => {
  const message = 'the autoscaler may scale down to too few pods outside of one zone';
  expect(taken('uneven-spread', {}, autoscaler({}))).toMatchObject([{ rule: 'uneven-spread', message }]);
  const onlyGrows = autoscaler({ behavior: { scaleDown: { selectPolicy: 'Disabled' } } });
  expect(taken('uneven-spread', {}, onlyGrows)).toMatchObject([{ rule: 'uneven-spread', message }]);
  expect(taken('uneven-spread', { spec: { replicas: undefined } }, onlyGrows)).toEqual([]);
});

test.each([...risks])('%s is not reported where it is not taken', (risk) => {
  expect(taken(risk)).toEqual([]);
});

test('a risk without a reason is not reported', () => {
  expect(
    taken('no-security', { ...elasticsearch, annotations: { ...elasticsearch.annotations, 'nines.dev/accept.no-security': '' } }),
  ).toEqual([]);
});
