import { judge } from '../../judged';
import { nodes, service, told, verdicts } from './cluster';

const web = service('web', { requests: { cpu: '1' } });

describe('reserved room', () => {
  const reserved = { cpu: '900m', memory: '512Mi', pods: 8 };

  test('is taken from each node', () => {
    expect(verdicts(web, nodes(6))).toEqual({ web: 'proved' });
    expect(verdicts(web, nodes(6, '1930m', { reserved }))).toEqual({ web: 'proved' });
    expect(verdicts(web, nodes(6, '1930m', { reserved: { cpu: '1' } }))).toEqual({ web: 'refuted' });
  });

  test('is assumed to be none where nobody says it', () => {
    const assumed = (topology: ReturnType<typeof nodes>) => judge(web, topology).assumptions.filter(({ what }) => what.startsWith('nodes'));
    expect(assumed(nodes(6))).toEqual([
      {
        what: 'nodes',
        value: 'run nothing but the manifests, or allocatable leaves it out',
        source: 'default: their pools give no reserved',
      },
    ]);
    expect(assumed(nodes(6, '1930m', { reserved: {} }))).toEqual([]);
  });
});

describe('a pool that an autoscaler grows', () => {
  const grows = (max: number) => nodes(4, '1930m', { autoscaling: { max, start: '2m' } });
  const both = [...web, ...service('api', { requests: { cpu: '1' } })];

  test('has room once it has grown', () => {
    expect(verdicts(both, nodes(4))).toEqual({ web: 'unknown', api: 'unknown' });
    expect(verdicts(both, grows(5))).toEqual({ web: 'unknown', api: 'unknown' });
    expect(verdicts(both, grows(9))).toEqual({ web: 'proved', api: 'proved' });
  });

  test('proves no rolling update where it may have no empty node: a spread over hosts may then close each', () => {
    expect(told(web, grows(4))['web']).toBe(
      'rolling update may never end: whether every new pod of a rolling update finds a node takes more states than can be searched',
    );
    expect(verdicts(web, grows(6))).toEqual({ web: 'proved' });
  });

  test('has pods of a DaemonSet on its most nodes, and on the one that an upgrade adds, which a quota has to hold', () => {
    const agent = service('agent', { kind: 'DaemonSet' });
    const quota = (pods: string) => ({
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name: 'shop', namespace: 'shop' },
      spec: { hard: { pods } },
    });
    const verdict = (pods: string, topology: ReturnType<typeof nodes>) => verdicts([...web, ...agent, quota(pods)], topology)['web'];
    expect(verdict('8', nodes(4))).toBe('unknown');
    expect(verdict('9', nodes(4))).toBe('proved');
    expect(verdict('8', grows(9))).not.toBe('proved');
    expect(verdict('13', grows(9))).toBe('unknown');
    expect(verdict('14', grows(9))).toBe('proved');
  });

  test('is said, and the time that a new node takes counts', () => {
    const answer = (topology: ReturnType<typeof nodes>) => judge(web, topology, { withoutAdvice: true });
    expect(answer(grows(9)).assumptions).toContainEqual({
      what: 'nodes of zone-a/workers',
      value: '4 to 9, each new one in 2m',
      source: 'topology',
    });
    const [grown, fixed] = [answer(grows(9)), answer(nodes(9))].map(({ services }) => services[0]?.unavailability.upper ?? 0);
    expect(grown).toBeGreaterThan(fixed as number);
  });
});

test('a drain that another service holds up', () => {
  const held = [
    ...service('web', { replicas: 2, requests: { cpu: '1200m' } }),
    ...service('single', { replicas: 1, requests: { cpu: '800m' }, pod: { topologySpreadConstraints: [] } }).map((object) =>
      JSON.parse(JSON.stringify(object).replace('"maxUnavailable":1,"selector"', '"maxUnavailable":0,"selector"')),
    ),
  ];
  expect(told(held, nodes(4))['web']).toBe(
    'drain may never end: Deployment/shop/single may hold up the drain of a node indefinitely, and an evicted pod may find no other place until it ends',
  );
});
