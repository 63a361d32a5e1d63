import type { Topology } from '../../../../src/availability';
import { topologies } from '../../../../src/platform/topologies';
import { shopManifests } from '../../../fixtures/manifests';
import { production } from '../../../fixtures/shop/environments/production';
import { judge } from '../../judged';
import { nodes, service, told, verdicts } from './cluster';

const names = ['a', 'b', 'c', 'd', 'e', 'f'];
const six = (cpu: string) => names.flatMap((name) => service(name, { requests: { cpu } }));
const each = (verdict: string) => Object.fromEntries(names.map((name) => [name, verdict]));

describe('six services of three pods on six nodes of 1930m', () => {
  test('that request 1200m are too many, and the order decides for which', () => {
    expect(verdicts(six('1200m'), nodes(6))).toEqual(each('unknown'));
    expect(told(six('1200m'), nodes(6))['a']).toBe(
      '18 pods of a, b, c, d and 2 more request 1200m of cpu or more each, and the 6 nodes hold 6 of them, so at least one of these workloads waits forever: whichever comes last; add 13 nodes',
    );
  });

  test('that request 100m each find a place whatever the others do', () => {
    expect(verdicts(six('100m'), nodes(6))).toEqual(each('proved'));
  });

  test('that request 400m may fill the nodes of each other', () => {
    expect(told(six('400m'), nodes(6))['a']).toBe(
      'its pods may wait for a node forever: b, c, d, e and f may leave less than its 400m of cpu on all 6 nodes; request 360m of cpu or less, or add 1 node',
    );
    expect(verdicts(six('400m'), nodes(7))).toEqual(each('proved'));
    expect(verdicts(six('360m'), nodes(6))).toEqual(each('proved'));
  });
});

describe('a DaemonSet and a service beside it', () => {
  const both = (cpu: string) => [
    ...service('agent', { kind: 'DaemonSet', requests: { cpu }, needed: 4 }),
    ...service('web', { requests: { cpu: '500m' } }),
  ];

  const tooMany = '3 pods of web request 500m of cpu each, and the 6 nodes beside DaemonSet agent hold 0 of them';

  test('are not proved where the DaemonSet fills the nodes', () => {
    expect(verdicts(both('1800m'), nodes(6))).toEqual({ agent: 'unknown', web: 'unknown' });
    expect(told(both('1800m'), nodes(6))).toEqual({
      agent: `${tooMany}, so at least one of these workloads waits forever: whichever comes last; request 430m of cpu or less`,
      web: `${tooMany}, so at least one of these workloads waits forever: whichever comes last; request 100m of cpu or less`,
    });
  });

  test('leave no doubt of who waits where the DaemonSet preempts', () => {
    const node = { priorityClassName: 'system-node-critical' };
    const critical = [
      ...service('agent', { kind: 'DaemonSet', requests: { cpu: '1800m' }, needed: 4, pod: node }),
      ...both('1800m').slice(1),
    ];
    expect(verdicts(critical, nodes(6))).toEqual({ agent: 'proved', web: 'refuted' });
    expect(told(critical, nodes(6))['web']).toBe(`${tooMany}; request 100m of cpu or less`);
  });

  test('are proved where it leaves room', () => {
    expect(verdicts(both('200m'), nodes(6))).toEqual({ agent: 'proved', web: 'proved' });
  });
});

describe('production', () => {
  const documents = (cpu?: string) =>
    shopManifests(production).map((value) => {
      const text = JSON.stringify(value);
      const asks = cpu !== undefined && text.includes('"kind":"Deployment"');
      return asks ? JSON.parse(text.replace(/"cpu":"[^"]*"/g, `"cpu":"${cpu}"`)) : value;
    });
  const aws = topologies.get('aws-3x2') as Topology;

  test('is proved as it is', () => {
    expect(verdicts(documents(), aws)).toEqual({ elasticsearch: 'proved', backend: 'proved', frontend: 'proved' });
  });

  test('has no room to be rolled out with 1200m a pod while all stand, and autoscalers may keep some waiting', () => {
    // Its own quota would refuse such pods first.
    const large = documents('1200m').filter((it) => (it as { kind: string }).kind !== 'ResourceQuota');
    expect(verdicts(large, aws)).toEqual({ elasticsearch: 'unknown', backend: 'unknown', frontend: 'unknown' });
    const backend = judge(large, aws, { withoutAdvice: true }).services.find((it) => it.service === 'backend');
    expect(backend?.stuck.map(({ because }) => because)).toContain(
      'maxUnavailable is 0, and the pod that a rolling update adds may find no node: 7 pods of backend and frontend request 1200m of cpu or more each, and the 6 nodes hold 6 of them; request 30m of cpu or less, or add 11 nodes to each of eu-west-1a, eu-west-1b and eu-west-1c',
    );
  });
});

describe('what a node counts', () => {
  const three = (requests: Record<string, string>) => ['a', 'b', 'c'].flatMap((name) => service(name, { requests }));
  const with3 = (more: Record<string, string>) => nodes(4, '8', { allocatable: { cpu: '8', memory: '16Gi', pods: 110, ...more } });

  test('memory', () => {
    expect(told(three({ memory: '9Gi' }), with3({}))['a']).toBe(
      '9 pods of a, b and c request 9216Mi of memory or more each, and the 4 nodes hold 4 of them, so at least one of these workloads waits forever: whichever comes last; add 6 nodes',
    );
    expect(verdicts(three({ memory: '256Mi' }), with3({}))).toEqual({ a: 'proved', b: 'proved', c: 'proved' });
  });

  test('a number of pods', () => {
    const small = nodes(3, '8', { allocatable: { cpu: '8', memory: '16Gi', pods: 2 } });
    expect(told(three({}), small)['a']).toBe(
      '9 pods of a, b and c are more than the 6 that the 3 nodes take, so at least one of these workloads waits forever: whichever comes last; add 3 nodes',
    );
    expect(verdicts(three({}), nodes(6, '8', { allocatable: { cpu: '8', memory: '16Gi', pods: 2 } }))['a']).toBe('proved');
  });
});
