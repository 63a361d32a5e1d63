import { ApiObject, App, Chart } from 'cdk8s';
import { ApplicationQuota } from '../../src';
import { predict } from '../../src/availability';
import { find, indexed } from '../objects';
import { zoned } from '../platforms';
import { rulesOver } from '../rules/reviewed';

const platform = zoned();

const pod = {
  initContainers: [
    {
      name: 'proxy',
      image: 'proxy:1',
      restartPolicy: 'Always',
      resources: { requests: { cpu: '300m', memory: '64Mi' }, limits: { memory: '64Mi' } },
    },
  ],
  containers: [{ name: 'db', image: 'db:1', resources: { requests: { cpu: '900m', memory: '64Mi' }, limits: { memory: '64Mi' } } }],
};

function synthesized(kind: string, spec: object) {
  const chart = new Chart(new App(), 'shop', { namespace: 'shop', disableResourceNameHashes: true });
  new ApplicationQuota(chart, 'quota', { platform });
  const labels = { app: 'db' };
  new ApiObject(chart, 'db', {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name: 'db' },
    spec: { selector: { matchLabels: labels }, ...spec, template: { metadata: { labels }, spec: pod } },
  });
  return chart.toJson();
}

const quotaFindings = (manifests: readonly unknown[]) =>
  rulesOver(manifests.map((value) => ({ value }))).findings.filter(({ rule }) => rule === 'quota-covers-pods');

test('quota, rule and model count a native sidecar alike', () => {
  const manifests = synthesized('StatefulSet', { replicas: 1, serviceName: 'db' });
  expect(find(manifests, 'ResourceQuota', 'application')['spec']).toEqual({
    hard: { 'requests.cpu': '1200m', 'requests.memory': '128Mi', 'limits.memory': '128Mi' },
  });
  expect(quotaFindings(manifests)).toEqual([]);
  // A node of 1200m takes the pod, one of 1199m doesn't.
  const placed = (cpu: string) => {
    const rate = 'never';
    const pools = [{ name: 'p', count: 1, rate, allocatable: { cpu, memory: '1Gi', pods: 10 } } as const];
    const [prediction] = predict(indexed(manifests), { kubernetes: '1.36', zones: [{ name: 'z', rate, pools }] });
    return prediction?.fresh.holds([[1]]);
  };
  expect([placed('1200m'), placed('1199m')]).toEqual([true, false]);
});

test('a surge in percent gives a quota in numbers', () => {
  const manifests = synthesized('Deployment', { replicas: 3, strategy: { rollingUpdate: { maxSurge: '25%', maxUnavailable: 0 } } });
  // 3 + 1 + 3 pods
  expect(find(manifests, 'ResourceQuota', 'application')['spec']).toEqual({
    hard: { 'requests.cpu': '8400m', 'requests.memory': '896Mi', 'limits.memory': '896Mi' },
  });
  expect(quotaFindings(manifests)).toEqual([]);
});
