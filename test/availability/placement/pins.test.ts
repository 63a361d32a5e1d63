import { judge } from '../judged';
import { budget, workload, zones } from '../manifests';

type Documents = Parameters<typeof judge>[0];
const judged = (documents: Documents, nodes: readonly number[]) => {
  const [service] = judge(documents, zones(nodes, { times: { nodeReplacement: '5m' } }), { withoutAdvice: true }).services;
  if (!service) throw new Error('expected a service');
  return service;
};
const recovery = (documents: Documents, event: string) => judged(documents, [2, 2]).events.find((it) => it.event === event)?.recovers;

describe('a host port', () => {
  const annotations = { 'nines.dev/needed': '2' };
  const spec = { strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } } };
  const web = (hostPort: number | undefined) =>
    workload({ annotations, spec, pod: { containers: [{ name: 'main', image: 'a:1', ports: [{ containerPort: 80, hostPort }] }] } });

  test('keeps the pods on nodes of their own', () => {
    expect(judged([web(80), budget({ maxUnavailable: 1 })], [5])).toMatchObject({ verdict: 'proved' });
  });

  test('of none lets them share one', () => {
    expect(judged([web(undefined), budget({ maxUnavailable: 1 })], [5])).toMatchObject({
      verdict: 'refuted',
      because: expect.stringMatching(/^lose one node stops it: 3 of 3 replicas/),
    });
  });
});

describe('a zonal volume', () => {
  const volumeClaimTemplates = [{ metadata: { name: 'data' }, spec: { storageClassName: 'disk' } }];
  const disk = (provisioner: string) => ({
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name: 'disk' },
    provisioner,
    volumeBindingMode: 'WaitForFirstConsumer',
  });
  const database = workload({ kind: 'StatefulSet', annotations: { 'nines.dev/needed': '1' }, spec: { volumeClaimTemplates } });

  test('holds its pod while its zone is lost', () => {
    expect(recovery([database, disk('ebs.csi.aws.com')], 'lose one zone')).toBe('impossible');
  });

  test('lets its pod move within its zone', () => {
    expect(recovery([database, disk('ebs.csi.aws.com')], 'lose one node')).not.toBe('impossible');
  });

  test('that every zone reaches lets its pod move', () => {
    expect(recovery([database, disk('efs.csi.aws.com')], 'lose one zone')).not.toBe('impossible');
  });
});
