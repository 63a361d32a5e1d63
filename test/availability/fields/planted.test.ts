import { kinds } from '../../../src/availability/fields/kinds';
import { typeOf } from '../../../src/manifests/scope';
import type { Catalog } from '../../../src/schema/catalog';
import type { Type } from '../../../src/schema/type';
import { chosen, runs } from '../../budget';
import { fc } from '../../random';
import { judge } from '../judged';
import { workload } from '../manifests';
import { claim, cluster, clusterObject, mounted, object, service, statefulService, storageClass } from './designs';
import { classifiedFields, planted, schemasOf } from './schema-fields';

const disk = { accessModes: ['ReadWriteOnce'], storageClassName: 'disk', resources: { requests: { storage: '10Gi' } } };
const resources = { requests: { cpu: '100m', memory: '64Mi' }, limits: { cpu: '1', memory: '64Mi' } };
const scratch = { name: 'scratch', ephemeral: { volumeClaimTemplate: { spec: disk } } };
const pod = { runtimeClassName: 'kata', priorityClassName: 'high' };

/** An application of every kind that is classified, and of which every service is proved. */
const application: readonly Record<string, unknown>[] = [
  ...service({ ...pod, volumes: [...mounted.volumes, scratch] }, {}, { resources }),
  ...statefulService({}, { volumeClaimTemplates: [{ metadata: { name: 'state' }, spec: disk }] }).map((it) => renamed(it, 'state')),
  renamed(workload({ kind: 'DaemonSet', pod: { ...pod, ...mounted } }), 'agent'),
  claim('ReadWriteMany', { storageClassName: 'files', volumeName: 'files' }),
  clusterObject('v1', 'PersistentVolume', 'files', {
    spec: {
      accessModes: ['ReadWriteMany'],
      capacity: { storage: '10Gi' },
      claimRef: { namespace: 'shop', name: 'data' },
      storageClassName: 'files',
      nfs: { server: 'nfs.example', path: '/' },
    },
  }),
  // The default class, which claims and volumes that name none have.
  storageClass('disk', { metadata: { name: 'disk', annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } } }),
  storageClass('files', { provisioner: 'nfs.csi.k8s.io' }),
  object('autoscaling/v2', 'HorizontalPodAutoscaler', 'web', {
    spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, minReplicas: 3, maxReplicas: 3 },
  }),
  object('v1', 'ResourceQuota', 'shop', { spec: { hard: { pods: '40' } } }),
  object('v1', 'LimitRange', 'shop', { spec: { limits: [{ type: 'Container', defaultRequest: { cpu: '100m' } }] } }),
  clusterObject('node.k8s.io/v1', 'RuntimeClass', 'kata', { handler: 'kata' }),
  clusterObject('scheduling.k8s.io/v1', 'PriorityClass', 'high', { value: 1000 }),
  clusterObject('v1', 'Node', 'node-1', { spec: {} }),
].map((it) => it as Record<string, unknown>);

function renamed(value: unknown, name: string): Record<string, unknown> {
  return JSON.parse(JSON.stringify(value).replaceAll('"web"', `"${name}"`)) as Record<string, unknown>;
}

/** The fields of one class, in the newest version of each kind, with the object of the application that may have them. */
function fieldsThatAre(is: 'modelled' | 'harmless' | 'unmodelled') {
  return application.flatMap((object, position) => {
    const kind = typeOf(String(object['apiVersion']), String(object['kind']));
    const { type, catalog } = schemasOf(kind).find(({ apiVersion }) => apiVersion === object['apiVersion']) as {
      type: Type;
      catalog: Catalog;
    };
    const fields = classifiedFields(kinds[kind] ?? {}, type, catalog).filter((field) => field.is.is === is);
    return fields.map(({ path, sample }) => ({ path, sample, position, name: `${kind} ${path.join('.')}` }));
  });
}

type Planted = ReturnType<typeof fieldsThatAre>[number];

/** Annotations are planted too, so what the StatefulSet needs is declared beside them. */
const declared = { ...cluster, services: [{ kind: 'StatefulSet', namespace: 'shop', name: 'state', needed: 2 }] };

function verdicts(fields: readonly Planted[]): readonly string[] {
  const documents = [...application];
  for (const { position, path, sample } of fields)
    documents[position] = planted(documents[position], path, sample) as Record<string, unknown>;
  return judge(documents, declared, { withoutAdvice: true }).services.map(({ verdict }) => verdict);
}

test('the application has every kind that is classified, and is proved', () => {
  const present = new Set(application.map((it) => typeOf(String(it['apiVersion']), String(it['kind']))));
  expect([...present].sort()).toEqual(Object.keys(kinds).sort());
  expect(verdicts([])).toEqual(['proved', 'proved', 'proved']);
});

test.each(chosen(fieldsThatAre('unmodelled')))('no proof beside $name', (field) => {
  // Some values are refused by the API server, which refutes.
  expect(verdicts([field])).not.toEqual(['proved', 'proved', 'proved']);
});

/** Of init containers, only sidecars may have probes and hooks. */
function asSidecar(field: Planted): readonly Planted[] {
  const at = field.path.indexOf('initContainers');
  return at < 0 ? [field] : [{ ...field, path: [...field.path.slice(0, at + 2), 'restartPolicy'], sample: 'Always' }, field];
}

test('no harmless field is in the way of a proof', () => {
  const harmful = chosen(fieldsThatAre('harmless')).filter((field) => verdicts(asSidecar(field)).some((it) => it !== 'proved'));
  expect(harmful.map(({ name }) => name)).toEqual([]);
});

test('whatever else is planted beside it, a field that is not modelled leaves no proof', () => {
  const unmodelled = fieldsThatAre('unmodelled').filter(({ position }) => position === 0);
  const all = [...fieldsThatAre('modelled'), ...fieldsThatAre('harmless'), ...fieldsThatAre('unmodelled')];
  // Another name is another object.
  const any = all.filter(({ path }) => !/^(apiVersion|kind|metadata\.name|metadata\.namespace)$/.test(path.join('.')));
  fc.assert(
    fc.property(fc.constantFrom(...unmodelled), fc.array(fc.constantFrom(...any), { maxLength: 4 }), (field, others) => {
      expect(verdicts([...others, field])[0]).not.toBe('proved');
    }),
    { numRuns: runs(200) },
  );
});
