import type { CustomPods, Topology } from '../../../src/cluster/topology';
import { judge } from '../judged';
import { spread, workload, zones } from '../manifests';
import { cluster, object, service, statefulService, storageClass } from './designs';

const database = object('postgresql.cnpg.io/v1', 'Cluster', 'db', { spec: { instances: 3 } });
const small: CustomPods = { most: 4, requests: { cpu: '500m', memory: '1Gi' } };

function declaring(pods: readonly CustomPods[], on: Topology = cluster): Topology {
  return { ...on, customResources: [{ kind: 'Cluster', namespace: 'shop', name: 'db', pods }] };
}

function answer(values: readonly unknown[], topology: Topology) {
  const { services, assumptions } = judge(values, topology, { withoutAdvice: true });
  return { first: `${services[0]?.verdict}: ${services[0]?.because}`, services, assumptions };
}

const proved = 'proved: no single event of those required stops it';
const besideDatabase = (declared: readonly CustomPods[], more: readonly unknown[] = [], web = service()) =>
  answer([...web, database, ...more], declaring(declared)).first;

test('pods that the topology declares leave room, and the assumptions say what was declared', () => {
  expect(answer([...service(), database], cluster).first).toBe(
    'unknown: how much room Cluster/shop/db takes is not known: its kind, Cluster of postgresql.cnpg.io/v1, is not modelled: declare its pods under customResources',
  );
  const { first, assumptions } = answer([...service(), database], declaring([small]));
  expect(first).toBe(proved);
  expect(assumptions.find(({ what }) => what === 'pods of Cluster/shop/db')).toEqual({
    what: 'pods of Cluster/shop/db',
    value:
      'at most 4 at a time, each requesting 500m of cpu, 1Gi of memory; no rule of theirs keeps pods of others away that the object does not have',
    source: 'topology',
  });
});

test('pods that fill every node of a zone leave nothing proved, wherever they may stand', () => {
  const large = { most: 6, requests: { cpu: '3900m' } };
  expect(besideDatabase([large])).toBe(proved);
  const requests = { resources: { requests: { cpu: '200m' } } };
  const web = service({}, {}, requests);
  expect(besideDatabase([large], [], web)).toMatch(
    /^unknown: its pods may wait for a node forever: db may leave less than its 200m of cpu/,
  );
  expect(besideDatabase([{ ...large, requests: { cpu: '2500m' } }], [], web)).toBe(proved);
  // Two kinds of pods together.
  const half = { most: 3, requests: { cpu: '3900m' } };
  expect(besideDatabase([half, half], [], web)).toContain('may wait for a node forever');
});

test('pods that nodes of other labels take leave the rest alone', () => {
  const large: CustomPods = { most: 60, requests: { cpu: '1' } };
  const requests = { resources: { requests: { cpu: '200m' } } };
  const pools = cluster.zones.map((zone) => ({ ...zone, pools: zone.pools.map((pool) => ({ ...pool, labels: { pool: 'web' } })) }));
  const labelled: Topology = { ...cluster, zones: pools };
  const said = (pods: CustomPods) => answer([...service({}, {}, requests), database], declaring([pods], labelled)).first;
  expect(said({ ...large, nodeSelector: { pool: 'data' } })).toBe(proved);
  expect(said({ ...large, nodeSelector: { pool: 'web' } })).toContain('may wait for a node forever');
});

test('what others select by labels is not modelled if it may be theirs', () => {
  const budgetOfAll = object('policy/v1', 'PodDisruptionBudget', 'web', {
    spec: { maxUnavailable: 1, selector: { matchLabels: { tier: 'back' } } },
  });
  const labelled = workload({
    labels: { tier: 'back' },
    pod: { topologySpreadConstraints: [spread('zone', { matchLabelKeys: ['pod-template-hash'] })] },
  });
  const said = (labels: Record<string, string>) => answer([labelled, budgetOfAll, database], declaring([{ ...small, labels }])).first;
  expect(said({ 'cnpg.io/cluster': 'db' })).toBe(proved);
  expect(said({ tier: 'back' })).toBe(
    'unknown: PodDisruptionBudget/shop/web may select pods of Cluster/shop/db, and where those stand is not modelled',
  );
});

test('anti-affinity against them, and theirs in whichever field the operator reads, is not modelled', () => {
  const term = (app: string) => ({
    topologyKey: 'kubernetes.io/hostname',
    labelSelector: { matchLabels: { app } },
  });
  const required = (field: string, app: string) => ({ [field]: { requiredDuringSchedulingIgnoredDuringExecution: [term(app)] } });
  const apart = service({ affinity: required('podAntiAffinity', 'db') });
  expect(besideDatabase([{ ...small, labels: { app: 'db' } }], [], apart)).toContain('anti-affinity may keep its pods apart');
  expect(besideDatabase([{ ...small, labels: { app: 'other' } }], [], service())).toBe(proved);
  const jealous = (app: string) =>
    object('postgresql.cnpg.io/v1', 'Cluster', 'db', {
      spec: { instances: 3, affinity: required('additionalPodAntiAffinity', app) },
    });
  const beside = (it: unknown) => answer([...service(), it], declaring([small])).first;
  expect(beside(jealous('web'))).toBe(
    'unknown: anti-affinity of Cluster/shop/db may keep its pods away, and where those stand is not modelled',
  );
  expect(beside(jealous('db'))).toBe(proved);
});

test('a namespace that neither the manifest nor the declaration names may be any', () => {
  const anywhere = { ...database, metadata: { name: 'db' } };
  const topology: Topology = {
    ...cluster,
    customResources: [{ kind: 'Cluster', name: 'db', pods: [{ ...small, labels: { app: 'web' } }] }],
  };
  expect(answer([...service(), anywhere], topology).first).toContain('may count pods of Cluster/db');
  expect(answer([...service(), anywhere], declaring([{ ...small, labels: { app: 'db' } }])).first).toBe(proved);
  const undeclared = {
    ...anywhere,
    spec: {
      instances: 3,
      template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'a' }], nodeSelector: { pool: 'other' } } },
    },
  };
  expect(answer([...service(), undeclared], cluster).first).toContain('may count pods of Cluster/db');
});

test('a quota counts what nobody declares', () => {
  const quota = object('v1', 'ResourceQuota', 'pods', { spec: { hard: { pods: '20' } } });
  expect(besideDatabase([small], [quota])).toBe(
    'unknown: how much room Cluster/shop/db takes is not known: a ResourceQuota may count volumes and limits, which are not declared',
  );
  expect(besideDatabase([small], [{ ...quota, metadata: { name: 'pods', namespace: 'other' } }])).toBe(proved);
});

test('a workload with host ports needs to know theirs', () => {
  const ports = { ports: [{ containerPort: 9100, hostPort: 9100 }] };
  const web = service({}, {}, ports);
  expect(besideDatabase([small], [], web)).toBe(
    'unknown: whether pods of Cluster/shop/db take host port 9100 is not known: declare their hostPorts',
  );
  expect(besideDatabase([{ ...small, hostPorts: [] }], [], web)).toBe(proved);
  expect(besideDatabase([{ ...small, hostPorts: [9100] }], [], web)).toContain('host port 9100');
});

test('priority is that of the class declared, of any class that the object names, or the default', () => {
  const priority = (name: string, value: number) => ({
    apiVersion: 'scheduling.k8s.io/v1',
    kind: 'PriorityClass',
    metadata: { name },
    value,
  });
  const classes = [priority('high', 1000), priority('low', -1)];
  const large = { most: 6, requests: { cpu: '3900m' } };
  const web = service({}, {}, { resources: { requests: { cpu: '200m' } } });
  expect(besideDatabase([{ ...small, priorityClassName: 'high' }], classes)).toContain('preempt its pods');
  expect(besideDatabase([{ ...large, priorityClassName: 'low' }], classes, web)).toBe(proved);
  expect(besideDatabase([{ ...small, priorityClassName: 'missing' }], classes)).toContain('a priority class that is not in the manifests');
  const named = { ...database, spec: { instances: 3, priorityClassName: 'high' } };
  expect(answer([...service(), named, ...classes], declaring([small])).first).toContain('preempt its pods');
  expect(answer([...service(), named, ...classes], declaring([{ ...small, priorityClassName: 'low' }])).first).toBe(proved);
});

test('volumes that stand ready may be theirs', () => {
  const volume = { apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name: 'p' }, spec: { capacity: { storage: '1Gi' } } };
  const set = statefulService(
    {},
    {
      volumeClaimTemplates: [
        {
          metadata: { name: 'data' },
          spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'disk', resources: { requests: { storage: '1Gi' } } },
        },
      ],
    },
  );
  const values = (more: readonly unknown[]) => [...set, database, storageClass('disk'), ...more];
  expect(answer(values([volume]), declaring([small])).services[0]?.unmodelled).toContain(
    'which PersistentVolumes claims of Cluster/shop/db take is not known',
  );
  expect(answer(values([]), declaring([small])).services[0]?.unmodelled).toBeUndefined();
});

test('where an evicted pod may have no other place, their operator may hold up the drain of its node', () => {
  const claims = {
    volumeClaimTemplates: [
      {
        metadata: { name: 'data' },
        spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'disk', resources: { requests: { storage: '1Gi' } } },
      },
    ],
  };
  const said = (on: Topology, beside: readonly unknown[]) =>
    judge([...statefulService({}, claims), storageClass('disk'), ...beside], on, { withoutAdvice: true }).services[0];
  const single = zones([1, 1, 1]);
  expect(said(single, [])?.verdict).toBe('proved');
  expect(said(declaring([small], single), [database])?.stuck.map(({ because }) => because)).toEqual([
    'Cluster/shop/db may hold up the drain of a node indefinitely, and an evicted pod may find no other place until it ends',
  ]);
  expect(said(declaring([small]), [database])?.verdict).toBe('proved');
});

test('a declaration that names nothing in the manifests is refused', () => {
  expect(() => judge(service(), declaring([small]))).toThrow(
    "customResources.0: no custom resource 'Cluster/shop/db' in the manifests; remove the entry, or check its manifests too",
  );
  const misspelt = { ...database, metadata: { name: 'dbs', namespace: 'shop' } };
  expect(() => judge([...service(), misspelt], declaring([small]))).toThrow("did you mean 'Cluster/shop/dbs'?");
  const topology: Topology = { ...cluster, customResources: [{ kind: 'Deployment', namespace: 'shop', name: 'web', pods: [small] }] };
  expect(() => judge(service(), topology)).toThrow("customResources.0: no custom resource 'Deployment/shop/web' in the manifests");
  expect(() => judge([...service(), database], declaring([{ most: 1, requests: { cpu: 'much' } }]))).toThrow("'much' is not a quantity");
});

test('objects of two groups that share a kind and a name are told apart by their group', () => {
  const other = object('mysql.oracle.com/v2', 'Cluster', 'db', { spec: { instances: 30 } });
  const of = (group?: string, pods = [small]): Topology => ({
    ...cluster,
    customResources: [{ ...(group && { group }), kind: 'Cluster', namespace: 'shop', name: 'db', pods }],
  });
  const said = (topology: Topology) => answer([...service(), database, other], topology).first;
  expect(said(of())).toContain('Cluster of postgresql.cnpg.io/v1, is not modelled');
  expect(said(of('postgresql.cnpg.io'))).toContain('Cluster of mysql.oracle.com/v2, is not modelled');
  const both = [...(of('postgresql.cnpg.io').customResources ?? []), ...(of('mysql.oracle.com', []).customResources ?? [])];
  expect(said({ ...cluster, customResources: both })).toBe(proved);
});

test('advice is judged beside them as well', () => {
  const [web] = service();
  const others = Array.from({ length: 120 }, (_, index) => object('v1', 'ConfigMap', `c${index}`, {}));
  const advice = (pods: CustomPods) => judge([web, ...others, database], declaring([pods])).services[0]?.advice.length;
  expect(advice(small)).toBeGreaterThan(0);
});
