import { judge } from '../../judged';
import { budget, spread, workload } from '../../manifests';
import { nodes, service } from './cluster';

// Workloads of one shape are looked at once: what tells them apart has to be part of the shape.

test('a budget that spares the second pod of a node tells a workload from one whose budget lets both go', () => {
  const pair = (name: string, maxUnavailable: number) => {
    const [object] = service(name, { replicas: 2, requests: { cpu: '900m' }, pod: { topologySpreadConstraints: [] } });
    return [object, budget({ maxUnavailable }, name)];
  };
  const [lax, strict] = [pair('lax', 2), pair('strict', 1)];
  for (const documents of [
    [...lax, ...strict],
    [...strict, ...lax],
  ]) {
    const { services } = judge(documents, nodes(3), { withoutAdvice: true });
    const stuck = services.find((it) => it.service === 'strict')?.stuck.map(({ because }) => because);
    expect(stuck).toEqual([
      'an evicted pod may wait: with a node less, lax may leave less than its 900m of cpu on all 3 nodes; request 510m of cpu or less, or add 1 node',
    ]);
  }
});

test('a node selector and a taint close the same nodes, and only the selector takes them out of the count of a spread', () => {
  const rate = { mtbf: '8766h', mttr: '1h', source: 'test' };
  const allocatable = { cpu: '2700m', memory: '8Gi', pods: 110 };
  const taint = { key: 'dedicated', value: 'search', effect: 'NoSchedule' } as const;
  const zone = (name: string, closed: boolean) => ({
    name,
    rate,
    pools: [{ name: 'workers', count: 1, allocatable, rate, labels: { open: String(!closed) }, ...(closed ? { taints: [taint] } : {}) }],
  });
  const topology = { kubernetes: '1.36', zones: [zone('a', false), zone('b', false), zone('c', true)] };
  const web = (name: string, cpu: string, pod: object, rollingUpdate = { maxSurge: 1, maxUnavailable: 0 }) =>
    workload({
      name,
      replicas: 2,
      spec: { strategy: { rollingUpdate } },
      pod: {
        containers: [{ name: 'main', image: 'registry.example/main:1', resources: { requests: { cpu } } }],
        topologySpreadConstraints: [spread('zone', { labelSelector: { matchLabels: { app: name } } })],
        ...pod,
      },
    });
  const nodeSelector = { open: 'true' };
  const [selecting, repelled, last] = [
    web('selecting', '900m', { nodeSelector }),
    web('repelled', '900m', {}),
    web('last', '800m', { nodeSelector }, { maxSurge: 0, maxUnavailable: 1 }),
  ];
  for (const documents of [
    [repelled, selecting, last],
    [selecting, repelled, last],
  ]) {
    const { services } = judge(documents, topology, { withoutAdvice: true });
    const stuck = services.find((it) => it.service === 'last')?.stuck.map(({ because }) => because);
    expect(stuck).toEqual([expect.stringContaining('may leave less than its 800m of cpu on the only node of a')]);
  }
});
