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

const probed = (port: string) => {
  const container = {
    name: 'main',
    image: 'registry.example/web:1',
    ports: [{ name: 'http', containerPort: 8080 }],
    readinessProbe: { httpGet: { port } },
  };
  const template = { metadata: { labels: { app: 'web' } }, spec: { containers: [container] } };
  const spec = { replicas: 2, selector: { matchLabels: { app: 'web' } }, template };
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web', namespace: 'shop' }, spec };
};

test('a rolling update to pods whose probe asks a port that they do not have never ends', () => {
  const because = "no new pod becomes ready: port 'api' is not declared in the container, and its readinessProbe asks it";
  expect(rollout(probed('http'), probed('api'))).toEqual({ verdict: 'stuck', because });
  expect(change([probed('http')], [probed('api')]).hazards.map(({ risk }) => risk)).toEqual(['stuck-rollout']);
});

const service = (app: string, name = 'web') => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace: 'shop' },
  spec: { selector: { app }, ports: [{ port: 80, targetPort: 'http' }] },
});

test('a workload that no Service selects any longer is not up for its clients', () => {
  const after = [probed('http'), service('www')];
  const [web] = change([probed('http'), service('web')], after).services ?? [];
  expect(web?.after).toMatchObject({
    verdict: 'refuted',
    because: "no Service selects its pods, as Service 'shop/web' did, so every connection to it fails",
    minutesPerYear: 525960,
    downtime: { sum: 525960 },
  });
  const { objects } = changeBetween(indexed([probed('http'), service('web')]), indexed(after));
  expect(objects[0]?.fields).toMatchObject([
    {
      consequence: 'in place',
      because: 'the Service selects no pod of the manifests any longer: every connection to it fails',
      fix: 'use the labels of the pod template',
    },
  ]);
});

test('a workload that another Service selects, or whose Service is gone, is judged by its pods', () => {
  const refuted = (after: readonly object[]) =>
    change([probed('http'), service('web')], after).services?.[0]?.after?.minutesPerYear === 525960;
  expect(refuted([probed('http'), service('www'), service('web', 'other')])).toBe(false);
  expect(refuted([probed('http')])).toBe(false);
  expect(refuted([probed('http'), service('web')])).toBe(false);
});
