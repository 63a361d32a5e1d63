import { changeBetween } from '../../../src/change/change';
import { rendered } from '../../../src/report/change/rendered';
import { indexed } from '../../indexed';

const workload = (kind: string, name: string, { image = 'registry.example/web:1', more = {}, namespace = 'shop' } = {}) => ({
  apiVersion: 'apps/v1',
  kind,
  metadata: { name, namespace, labels: { app: name } },
  spec: {
    replicas: 3,
    selector: { matchLabels: { app: name } },
    template: {
      metadata: { labels: { app: name } },
      spec: { containers: [{ name: 'main', image, ports: [{ containerPort: 8080 }], resources: { requests: { cpu: '1' } } }] },
    },
    ...more,
  },
});
const service = (name: string, app = name) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace: 'shop' },
  spec: { selector: { app }, ports: [{ port: 80, targetPort: 8080 }] },
});
const config = (name: string, data: object) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'shop' }, data });
const claims = { volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: { resources: { requests: { storage: '1Gi' } } } }] };

/** Each object with what it replaces, and what that does. */
function renames(before: readonly object[], after: readonly object[]) {
  const { objects } = changeBetween(indexed(before), indexed(after));
  return objects.map(({ kind, name, replaces, consequence, because, fix }) => ({ kind, name, replaces, consequence, because, fix }));
}

const KEEP = 'keep the name, or prune the old one when the pods of the new one are ready';

test('a renamed Deployment has the pods of both for a while', () => {
  expect(renames([workload('Deployment', 'web')], [workload('Deployment', 'www')])).toEqual([
    {
      kind: 'Deployment',
      name: 'www',
      replaces: 'Deployment/shop/web',
      consequence: 'replacement',
      because:
        "it has another name: 3 new pods start beside those of Deployment 'shop/web', which are deleted with it if your tool prunes, and go on otherwise. What prunes before the new ones are ready interrupts the service",
      fix: KEEP,
    },
  ]);
});

test('a renamed StatefulSet without claims has other pods', () => {
  const [renamed] = renames([workload('StatefulSet', 'web')], [workload('StatefulSet', 'www')]);
  expect(renamed?.because).toMatch(/interrupts the service\. Pods and their DNS names change too$/);
});

test('a renamed StatefulSet with claims starts empty, and the old claims may be deleted', () => {
  const set = (name: string, whenDeleted: string) =>
    workload('StatefulSet', name, { more: { ...claims, persistentVolumeClaimRetentionPolicy: { whenDeleted } } });
  expect(renames([set('db', 'Retain')], [set('database', 'Retain')])).toEqual([
    {
      kind: 'StatefulSet',
      name: 'database',
      replaces: 'StatefulSet/shop/db',
      consequence: 'data at risk',
      because:
        "it has another name, and so has empty volumes: the data stays in those of StatefulSet 'shop/db', if that isn't pruned with its namespace",
      fix: "keep the name and the namespace of StatefulSet 'shop/db'",
    },
  ]);
  expect(renames([set('db', 'Delete')], [set('database', 'Delete')])[0]?.because).toBe(
    "it has another name, and so has empty volumes. StatefulSet 'shop/db' is gone: its claims are deleted with it: persistentVolumeClaimRetentionPolicy.whenDeleted is Delete",
  );
});

test('a renamed Job runs again, and a renamed CronJob runs twice', () => {
  const job = (name: string) => {
    const { metadata, spec } = workload('Job', name);
    return {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata,
      spec: { template: { ...spec.template, spec: { ...spec.template.spec, restartPolicy: 'Never' } } },
    };
  };
  expect(renames([job('index')], [job('index-2')])).toMatchObject([
    {
      consequence: 'replacement',
      because:
        "it has another name: it runs as a new Job, whether or not Job 'shop/index' has run; that one is deleted with its pods if your tool prunes",
      fix: undefined,
    },
  ]);
  const cron = (name: string) => {
    const { metadata, spec } = workload('Deployment', name);
    const jobTemplate = { spec: { template: { ...spec.template, spec: { ...spec.template.spec, restartPolicy: 'Never' } } } };
    return { apiVersion: 'batch/v1', kind: 'CronJob', metadata, spec: { schedule: '0 3 * * *', jobTemplate } };
  };
  expect(renames([cron('backup')], [cron('dump')])).toMatchObject([
    {
      consequence: 'replacement',
      because: "it has another name: both run on their schedules until CronJob 'shop/backup' is pruned, and go on if it never is",
      fix: "suspend CronJob 'shop/backup' first if both must not run at once",
    },
  ]);
});

test('a renamed Service is another address', () => {
  const pods = workload('Deployment', 'web');
  expect(renames([pods, service('web')], [pods, service('www', 'web')])).toMatchObject([
    {
      name: 'www',
      replaces: 'Service/shop/web',
      because: "it has another name: Service 'shop/web' is gone, and clients that use its name or its address fail once it is pruned",
    },
  ]);
});

test('a renamed ConfigMap says which pods still name the old one', () => {
  const reader = workload('Deployment', 'web', {
    more: { template: { spec: { containers: [{ name: 'main', image: 'a:1', envFrom: [{ configMapRef: { name: 'one' } }] }] } } },
  });
  const [one, two] = [config('one', { a: '1', b: '2' }), config('two', { a: '1', b: '2' })];
  expect(renames([reader, one], [reader, two])).toMatchObject([
    {
      replaces: 'ConfigMap/shop/one',
      because:
        "it has another name: ConfigMap 'shop/one' is gone, and pods of Deployment/shop/web still name it: once it is pruned they don't start",
    },
  ]);
});

test.each([
  [
    'networking.k8s.io/v1',
    'Ingress',
    { spec: { ingressClassName: 'nginx' } },
    "Ingress 'shop/a' is gone, and requests fail between its pruning and the new routes, unless those come first",
  ],
  [
    'storage.k8s.io/v1',
    'StorageClass',
    { provisioner: 'nobody' },
    "StorageClass 'a' is gone: claims that name it keep their volumes; once it is pruned they can't grow, and new ones stay pending",
  ],
  ['policy/v1', 'PodDisruptionBudget', { spec: { maxUnavailable: 1 } }, "PodDisruptionBudget 'shop/a' is gone"],
])('a renamed object of %s %s', (apiVersion, kind, more, because) => {
  const it = (name: string) => ({ apiVersion, kind, metadata: { name, namespace: 'shop' }, ...more });
  expect(renames([it('a')], [it('b')])).toMatchObject([{ name: 'b', because: `it has another name: ${because}` }]);
});

test('an object that is never pruned stays beside the new one', () => {
  const it = (name: string) => {
    const { metadata, ...rest } = config(name, { a: '1', b: '2' });
    return { ...rest, metadata: { ...metadata, annotations: { 'argocd.argoproj.io/sync-options': 'Prune=false' } } };
  };
  expect(renames([it('one')], [it('two')])).toMatchObject([
    { because: "it has another name: ConfigMap 'shop/one' says Prune=false, so it stays beside it, and nothing manages it" },
  ]);
});

test('what else differs is shown, and what follows the name is not', () => {
  const text = 'one\ntwo\nthree\nfour\nfive\n';
  const [old, next] = [
    [workload('Deployment', 'web'), config('web', { text, key: 'a' })],
    [workload('Deployment', 'www', { image: 'registry.example/web:2' }), config('www', { text: text.replace('two', '2'), key: 'a' })],
  ];
  const result = changeBetween(indexed(old), indexed(next));
  expect(result.counts).toEqual({ replacement: 2 });
  expect(result.objects.map(({ fields }) => fields.map(({ field, consequence, because }) => [field, consequence, because]))).toEqual([
    [['spec.template.spec.containers[main].image', 'replacement', 'besides the name, this differs']],
    [['data.text', 'replacement', 'besides the name, this differs']],
  ]);
  const changes = [{ name: 'production', ...changeBetween(indexed(old.slice(0, 1)), indexed(next.slice(0, 1))) }];
  const WHY =
    "it has another name: 3 new pods start beside those of Deployment 'shop/web', which are deleted with it if your tool prunes, and go on otherwise. What prunes before the new ones are ready interrupts the service; keep the name, or prune the old one when the pods of the new one are ready";
  expect(rendered(changes, 'text', false)).toBe(`production: 1 object differs: 1 replacement

Deployment 'shop/www', renamed from 'shop/web': replacement
  ${WHY}
  replacement: besides the name, this differs
    ~ spec.template.spec.containers[main].image: registry.example/web:1 -> registry.example/web:2
`);
  expect(rendered(changes, 'markdown', false)).toBe(`### production: 1 object differs: 1 replacement

| object | consequence | why |
| --- | --- | --- |
| Deployment 'shop/www', renamed from 'shop/web' | replacement | ${WHY} |

<details><summary>Deployment 'shop/www', renamed from 'shop/web': replacement</summary>

\`\`\`diff
! spec.template.spec.containers[main].image: registry.example/web:1 -> registry.example/web:2
\`\`\`

</details>
`);
  expect(JSON.parse(rendered(changes, 'json', false)).changes[0].objects[0]).toMatchObject({
    name: 'www',
    consequence: 'replacement',
    replaces: 'Deployment/shop/web',
  });
});

test('an object in another namespace has moved', () => {
  const result = changeBetween(indexed([workload('Deployment', 'web')]), indexed([workload('Deployment', 'web', { namespace: 'store' })]));
  expect(rendered([{ name: 'production', ...result }], 'text', false)).toContain(
    "Deployment 'store/web', moved from 'shop/web': replacement\n",
  );
});
