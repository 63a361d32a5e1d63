import type { Topology } from '../../../src/availability';
import { service } from '../fields/designs';
import { judge } from '../judged';
import { spread, zones } from '../manifests';

/** In each zone a pool whose nodes come only as pods need them, in a rack of its own. */
function growing(counts: readonly number[], label: string): Topology {
  const topology = zones([1, 1, 1]);
  return {
    ...topology,
    zones: topology.zones.map((zone, index) => ({
      ...zone,
      pools: zone.pools.flatMap((pool) => [
        pool,
        { ...pool, name: 'more', count: counts[index] as number, labels: { [label]: `r${index}` }, autoscaling: { max: 3, start: '3m' } },
      ]),
    })),
  };
}

function answer(documents: readonly unknown[], topology: Topology): string {
  const [first] = judge(documents, topology, { withoutAdvice: true }).services;
  return `${first?.verdict}: ${first?.because}`;
}

const proved = 'proved: no single event of those required stops it';
const revision = { matchLabelKeys: ['pod-template-hash'] };
const unknown = (domain: string, count: number) =>
  `unknown: ${domain} has no node for its pods until a pool grows, and no pod waits for one; set minDomains: ${count}`;

test('a rack without a node does not count as a domain of a spread', () => {
  const web = (more: Record<string, unknown> = {}) =>
    service({ topologySpreadConstraints: [spread('zone', { topologyKey: 'rack', ...revision, ...more })] });
  expect(answer(web(), growing([0, 0, 0], 'rack'))).toBe(unknown('rack r0', 3));
  expect(answer(web({ minDomains: 2 }), growing([0, 1, 1], 'rack'))).toBe(unknown('rack r0', 3));
  expect(answer(web({ minDomains: 3 }), growing([0, 0, 0], 'rack'))).toBe(proved);
  expect(answer(web(), growing([1, 1, 1], 'rack'))).toBe(proved);
});

test('nor is a zone in which the nodes that pods select come later', () => {
  const web = (more: Record<string, unknown> = {}) => {
    const terms = [{ matchExpressions: [{ key: 'more', operator: 'Exists' }] }];
    const affinity = { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: terms } } };
    return service({ affinity, topologySpreadConstraints: [spread('zone', { ...revision, ...more })] });
  };
  expect(answer(web(), growing([1, 1, 0], 'more'))).toBe(unknown('topology.kubernetes.io/zone zone-c', 3));
  expect(answer(web({ minDomains: 3 }), growing([1, 1, 0], 'more'))).toBe(proved);
  expect(answer(service(), growing([1, 1, 0], 'more'))).toBe(proved);
});

test('a zone whose pool never has a node does not count as a domain, so nobody waits for it', () => {
  expect(answer(service(), zones([2, 2, 0]))).toBe(proved);
});

test('a zone of one node that may get more is left without it where cordoned or deleted nodes are not counted', () => {
  const honors = { nodeTaintsPolicy: 'Honor' };
  const web = (more: Record<string, unknown>) =>
    service({ topologySpreadConstraints: [spread('zone', { topologyKey: 'rack', ...revision, ...more })] });
  const left = (count: number) =>
    `unknown: rack r0 has one node until a pool grows, and may be left without it, and no pod waits for one; set minDomains: ${count}`;
  expect(answer(web(honors), growing([1, 1, 1], 'rack'))).toBe(left(3));
  expect(answer(web({}), { ...growing([1, 1, 1], 'rack'), times: { nodeReplacement: '1h' } })).toBe(left(3));
  expect(answer(web({ ...honors, minDomains: 3 }), growing([1, 1, 1], 'rack'))).toBe(proved);
  expect(answer(web(honors), growing([2, 2, 2], 'rack'))).toBe(proved);
});
