import {
  type Announcement,
  announcedBy,
  ofDelivery,
  ofExperiments,
  ofPods,
  ofQueues,
  ofRollouts,
} from '../../../src/availability/fields/announcements';
import { judge } from '../judged';
import { cluster, service, statefulService } from './designs';

const asks = (some: readonly Announcement[], key: string, value: string) => announcedBy(some, key, value).length > 0;

describe('an object is deleted, made again, or not applied as it is', () => {
  test.each([
    ['helm.sh/hook', 'pre-upgrade', 'false'],
    ['argocd.argoproj.io/sync-options', 'Prune=false, Force=true', 'Replace=true'],
    ['config.kubernetes.io/local-config', 'true', 'false'],
    ['kustomize.toolkit.fluxcd.io/ssa', 'Ignore', 'Merge'],
    ['kustomize.toolkit.fluxcd.io/ssa', 'IfNotPresent', 'Override'],
    ['kustomize.toolkit.fluxcd.io/reconcile', 'disabled', 'enabled'],
    ['kapp.k14s.io/update-strategy', 'always-replace', 'fallback-on-replace'],
    ['kapp.k14s.io/update-strategy', 'skip', 'fail'],
    ['kluctl.io/hook', 'pre-deploy', 'false'],
    ['kluctl.io/ignore', 'true', 'false'],
    ['kluctl.io/delete', 'true', 'false'],
    ['werf.io/delete-policy', 'before-creation', 'before-creation-if-immutable'],
    ['strategy.spinnaker.io/versioned', 'true', 'false'],
    ['strategy.spinnaker.io/use-source-capacity', 'true', 'false'],
    ['strategy.spinnaker.io/recreate', 'true', 'false'],
    ['configmanagement.gke.io/managed', 'disabled', 'enabled'],
    ['client.lifecycle.config.k8s.io/mutation', 'ignore', 'detach'],
    ['janitor/ttl', '3d', 'forever'],
  ])('by %s: %s, and not by %s', (key, value, other) => {
    expect(asks(ofDelivery, key, value)).toBe(true);
    expect(asks(ofDelivery, key, other)).toBe(false);
  });

  test.each([
    'configsync.gke.io/cluster-name-selector',
    'configmanagement.gke.io/cluster-selector',
    'kapp.k14s.io/noop',
    'kapp.k14s.io/exists',
  ])('by %s, whatever it says', (key) => {
    expect(asks(ofDelivery, key, '')).toBe(true);
    expect(asks(ofDelivery, key, 'production')).toBe(true);
  });

  test('by a hook of Argo CD, or one that it skips', () => {
    expect(['Sync', 'PreSync', 'Skip'].filter((value) => !asks(ofDelivery, 'argocd.argoproj.io/hook', value))).toEqual([]);
  });

  test('and not by keys that only spare it, or wait for it', () => {
    const sparing = [
      'helm.sh/resource-policy',
      'kluctl.io/skip-delete',
      'shop.example/do-not-delete',
      'kapp.k14s.io/versioned',
      'werf.io/ownership',
      'kluctl.io/wait-readiness',
    ];
    expect(sparing.filter((key) => asks(ofDelivery, key, 'true'))).toEqual([]);
  });
});

describe('containers or devices are added to pods', () => {
  test.each([
    ['sidecar.istio.io/inject', 'true'],
    ['istio-injection', 'enabled'],
    ['linkerd.io/inject', 'enabled'],
    ['appmesh.k8s.aws/sidecarInjectorWebhook', 'enabled'],
    ['vault.hashicorp.com/agent-inject', 'true'],
    ['admission.datadoghq.com/enabled', 'true'],
    ['admission.datadoghq.com/java-lib.version', 'v1.37.1'],
    ['admission.datadoghq.com/main.python-lib.custom-image', 'registry.example/lib:1'],
    ['agent.datadoghq.com/sidecar', 'fargate'],
    ['kruise.io/required-persistent-topology', 'kubernetes.io/hostname'],
  ])('by %s: %s', (key, value) => {
    expect(asks(ofPods, key, value)).toBe(true);
    expect(asks(ofPods, key, 'false')).toBe(false);
  });

  test('and not by the options of an injection', () => {
    expect(asks(ofPods, 'vault.hashicorp.com/agent-inject-secret-login', 'secret/login')).toBe(false);
    expect(asks(ofPods, 'instrumentation.opentelemetry.io/inject-sdk', 'true')).toBe(false);
    expect(asks(ofPods, 'admission.datadoghq.com/config.mode', 'socket')).toBe(false);
  });
});

test('pods are held back by queues and groups', () => {
  const keys = [
    'kueue.x-k8s.io/queue-name',
    'yunikorn.apache.org/queue',
    'yunikorn.apache.org/task-groups',
    'scheduling.x-k8s.io/pod-group',
  ];
  expect(keys.filter((key) => !asks(ofQueues, key, 'team-a'))).toEqual([]);
  expect(asks(ofQueues, 'scheduling.x-k8s.io/other', 'team-a')).toBe(false);
});

test('a program rolls StatefulSets out by deleting pods, or scales them as others are', () => {
  const keys = ['rollout-group', 'grafana.com/rollout-downscale-leader', 'grafana.com/rollout-mirror-replicas-from-resource-name'];
  expect(keys.filter((key) => !asks(ofRollouts, key, 'ingester'))).toEqual([]);
  expect(asks(ofRollouts, 'grafana.com/rollout-upscale-only-when-leader-ready', 'true')).toBe(false);
  const [set, ...others] = statefulService({}, { updateStrategy: { type: 'OnDelete' } });
  const grouped = { ...set, metadata: { ...set?.metadata, labels: { 'rollout-group': 'ingester' } } };
  const verdicts = [set, grouped].map((it) => judge([it, ...others], cluster, { withoutAdvice: true }).services[0]?.verdict);
  expect(verdicts).toEqual(['proved', 'unknown']);
});

describe('tests of resilience end pods', () => {
  const [web, ...others] = service();
  const labelled = (key: string, value: string) => ({ ...web, metadata: { ...web?.metadata, labels: { [key]: value } } });
  const verdict = (first: unknown) => judge([first, ...others], cluster, { withoutAdvice: true }).services[0];

  test.each([
    ['kube-monkey/enabled', 'enabled', 'disabled'],
    ['chaos.alpha.kubernetes.io/enabled', 'true', 'false'],
  ])('by %s', (key, value, other) => {
    expect(asks(ofExperiments, key, value)).toBe(true);
    expect(verdict(labelled(key, value))).toMatchObject({
      verdict: 'unknown',
      because: `${key} lets a program end its pods at random, in spite of their budgets`,
    });
    expect(verdict(labelled(key, other))).toMatchObject({ verdict: 'proved' });
  });
});
