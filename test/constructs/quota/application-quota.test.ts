import { ApiObject, type Chart, Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { ApplicationQuota, Platform, type Replication, WebService } from '../../../src';
import { chartOf, find, manifestsOf } from '../../objects';
import { zoned } from '../../platforms';

const platform = zoned();
const small = Platform.minikube({ kubernetes: '1.36' });
const resources = { cpu: Cpu.millis(100), memory: Size.mebibytes(128) };

function service(chart: Chart, name: string, replication: Replication = { replicas: 3 }): void {
  new WebService(chart, name, { platform, name, image: 'registry.example/x:1', ports: {}, resources, ...replication });
}

function hard(build: (chart: Chart) => void): unknown {
  const manifests = manifestsOf((chart) => {
    new ApplicationQuota(chart, 'quota', { platform });
    build(chart);
  });
  return (find(manifests, 'ResourceQuota', 'application')['spec'] as { hard: unknown }).hard;
}

test('it holds the new pods, the surge and all the old ones that still end', () => {
  // 3 + 1 + 3 pods
  expect(hard((chart) => service(chart, 'a'))).toEqual({ 'requests.cpu': '700m', 'requests.memory': '896Mi', 'limits.memory': '896Mi' });
});

test('it holds what an autoscaler may add', () => {
  // 6 + 1 + 6 pods
  expect(hard((chart) => service(chart, 'a', { replicas: 3, needed: 1, maxReplicas: 6 }))).toMatchObject({ 'requests.cpu': '1300m' });
});

test('another service has its room without a word', () => {
  const both = (chart: Chart) => {
    service(chart, 'a');
    service(chart, 'b');
  };
  expect(hard(both)).toMatchObject({ 'requests.cpu': '1400m' });
});

test('an application of nothing may take nothing', () => {
  expect(hard(() => {})).toEqual({ 'requests.cpu': '0m', 'requests.memory': '0Mi', 'limits.memory': '0Mi' });
});

test('what its nodes can’t hold all at once is a problem', () => {
  const chart = chartOf();
  const quota = new ApplicationQuota(chart, 'quota', { platform: small });
  expect(quota.node.validate()).toEqual([]);
  const containers = [{ name: 'x', resources: { requests: { cpu: '600m', memory: '1Gi' } } }];
  const spec = { replicas: 3, strategy: { rollingUpdate: { maxSurge: 1 } }, template: { spec: { containers } } };
  new ApiObject(chart, 'large', { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'large' }, spec });
  expect(quota.node.validate()).toEqual([
    'the application requests 2400m of CPU during a rollout, and minikube offers 2000m; reduce the requests, run fewer pods, or add nodes',
    'the application requests 4096Mi of memory during a rollout, and minikube offers 3800Mi; reduce the requests, run fewer pods, or add nodes',
  ]);
});
