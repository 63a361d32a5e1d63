import type { Topology } from '../../src/availability';
import { changeBetween } from '../../src/change/change';
import type { ServiceChange } from '../../src/change/result';
import { withServiceChanges } from '../../src/change/services';
import { topologies } from '../../src/platform/topologies';
import { rendered } from '../../src/report/change/rendered';
import { indexed } from '../indexed';

const aws = topologies.get('aws-3x2') as Topology;

function web(image: string, volumeMounts: readonly object[], labels = {}) {
  const containers = [{ name: 'main', image, volumeMounts }];
  const volumes = [{ name: 'data', persistentVolumeClaim: { claimName: 'shop' } }];
  const template = { metadata: { labels: { app: 'web' } }, spec: { containers, volumes } };
  const spec = { replicas: 2, selector: { matchLabels: { app: 'web' } }, template };
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web', namespace: 'shop', labels }, spec };
}

function rollout(before: object, after: object) {
  const [base, head] = [indexed([before]), indexed([after])];
  const { services = [] } = withServiceChanges(changeBetween(base, head), base, head, { after: aws });
  return services[0]?.rollout;
}

const MOUNTED = [{ name: 'data', mountPath: '/data' }];

test('a rolling update is judged if the pod template changes, whatever else the change does', () => {
  expect(rollout(web('registry.example/web:1', MOUNTED), web('registry.example/web:2', []))).toBeDefined();
  expect(rollout(web('registry.example/web:1', MOUNTED), web('registry.example/web:1', []))).toBeDefined();
  expect(rollout(web('registry.example/web:1', MOUNTED), web('registry.example/web:1', MOUNTED, { tier: 'front' }))).toBeUndefined();
});

test('what the API server refuses has no rolling update', () => {
  const after = web('registry.example/web:2', MOUNTED);
  const strategy = { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: 0 } };
  expect(rollout(web('registry.example/web:1', MOUNTED), { ...after, spec: { ...after.spec, strategy } })).toBeUndefined();
});

function change(before: readonly object[], after: readonly object[]) {
  const [base, head] = [indexed(before), indexed(after)];
  return withServiceChanges(changeBetween(base, head), base, head, { after: aws });
}

/** A Deployment that needs so much of a node. */
function needing(cpu: string) {
  const template = {
    metadata: { labels: { app: 'web' } },
    spec: { containers: [{ name: 'main', image: 'registry.example/web:1', resources: { requests: { cpu } } }] },
  };
  const spec = { replicas: 2, selector: { matchLabels: { app: 'web' } }, template };
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web', namespace: 'shop' }, spec };
}

function namespace(annotations: Record<string, string>) {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', annotations } };
}

const STUCK = {
  risk: 'stuck-rollout',
  object: { kind: 'Deployment', namespace: 'shop', name: 'web' },
  isOfCluster: true,
  message:
    "Deployment 'shop/web': its rolling update gets stuck: no node takes a new pod: no node is large enough and has only taints that it tolerates",
  fix: 'correct the pod template, or change the nodes first',
};

test('a rolling update that gets stuck is a hazard', () => {
  expect(change([needing('100m')], [needing('200m')]).hazards).toEqual([]);
  expect(change([needing('100m')], [needing('100')]).hazards).toEqual([STUCK]);
});

test('a reason accepts it once', () => {
  const reason = namespace({ 'nines.dev/accept.stuck-rollout': 'Deployment/shop/web because larger nodes come tonight' });
  const accepted = 'larger nodes come tonight';
  expect(change([needing('100m'), namespace({})], [needing('100'), reason]).hazards).toEqual([{ ...STUCK, accepted }]);
  expect(change([needing('100m'), reason], [needing('100'), reason]).hazards).toEqual([{ ...STUCK, spent: accepted }]);
});

test('what is no longer proved says why, in text and in Markdown', () => {
  const web = (replicas: number) => {
    const { metadata, spec, ...rest } = needing('100m');
    return { ...rest, metadata: { ...metadata, annotations: { 'nines.dev/needed': '1' } }, spec: { ...spec, replicas } };
  };
  const result = change([web(6)], [web(1)]);
  const [service] = result.services ?? [];
  const before = { ...service?.before, verdict: 'proved' } as ServiceChange['before'];
  const services = [{ ...service, before } as ServiceChange];
  const note = `Deployment/shop/web: no longer proved, but refuted: ${service?.after?.because}`;
  expect(service?.after?.because).toMatch(/\w/);
  const shown = (format: 'text' | 'markdown') => rendered([{ name: 'production', ...result, services }], format, false);
  expect(shown('text')).toContain(`\n${note}\n`);
  expect(shown('markdown')).toContain(`\n\n- ${note}\n`);
  const same = [{ ...service, before: service?.after } as ServiceChange];
  expect(rendered([{ name: 'production', ...result, services: same }], 'text', false)).not.toContain('proved,');
});
