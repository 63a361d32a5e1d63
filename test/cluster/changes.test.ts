import { join } from 'node:path';
import type { Topology } from '../../src/availability';
import { changeBetween } from '../../src/change/change';
import type { Consequence } from '../../src/change/result';
import { readManifests } from '../../src/manifests/read';
import { isNamespaced, typeOf } from '../../src/manifests/scope';
import { topologies } from '../../src/platform/topologies';
import type { Manifest } from '../../src/synthesis/manifest';
import { shopManifests } from '../fixtures/manifests';
import { environments } from '../fixtures/shop/environments';
import { indexed } from '../indexed';
import { invalid } from './changes/invalid';
import { rows } from './changes/rows';
import { Cluster } from './harness/cluster';
import { prepare } from './harness/deploy';
import { poll } from './harness/readiness';
import { agreed } from './harness/server';

const read = (path: string) => readManifests([join(__dirname, path)]).documents.map(({ value }) => value as Manifest);
const objects = read('changes/objects.yaml');

/** The classes that the claims of the table name; neither provisions anything. */
const classes = [true, false].map((allowVolumeExpansion): Manifest => {
  const name = allowVolumeExpansion ? 'expandable' : 'fixed';
  return { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name }, provisioner: 'nobody.example', allowVolumeExpansion };
});

let cluster: Cluster;
beforeAll(async () => {
  cluster = await Cluster.start(topologies.get('minikube') as Topology, { name: 'changes' });
  await prepare(cluster, [...objects, ...environments.flatMap(shopManifests), ...read('schema/objects.yaml')], classes);
});
afterAll(() => cluster?.stop());

/** A copy of an object for one row: of its own name, since all rows are tried at once. */
function copyOf(name: string, number: number): Manifest {
  const object = objects.find(({ metadata }) => metadata.name === name);
  if (!object) throw new Error(`no object '${name}' in objects.yaml`);
  // A definition is named by its group, which has one kind of that name only.
  const others: Record<string, string> = {
    [name]: `${name}-${number}`,
    ['things.example.com']: `things.n${number}.example.com`,
    'example.com': `n${number}.example.com`,
  };
  const copy = JSON.parse(JSON.stringify(object), (_, value) =>
    typeof value === 'string' && Object.hasOwn(others, value) ? others[value] : value,
  ) as Manifest;
  return { ...copy, metadata: namespaced(copy) };
}

function namespaced({ apiVersion, kind, metadata }: Manifest): Manifest['metadata'] {
  const { namespace: _, ...rest } = metadata;
  return isNamespaced(typeOf(apiVersion, kind)) ? { ...rest, namespace: 'default' } : rest;
}

/** What `nines diff` says; undefined if it sees no difference. */
function said(before: Manifest, after: Manifest): Consequence | undefined {
  return changeBetween(indexed([...classes, before]), indexed([...classes, after])).objects[0]?.consequence;
}

/** The revisions of pod templates, by the name of their controller. */
async function revisions(): Promise<ReadonlyMap<string, number>> {
  const paths = ['/apis/apps/v1/namespaces/default/replicasets', '/apis/apps/v1/namespaces/default/controllerrevisions'];
  const lists = await Promise.all(
    paths.map(async (path) => agreed(await cluster.server.call('GET', path), path).body['items'] as Manifest[]),
  );
  const counts = new Map<string, number>();
  for (const { metadata } of lists.flat()) {
    const [owner] = (metadata as { ownerReferences?: { name: string }[] }).ownerReferences ?? [];
    if (owner) counts.set(owner.name, (counts.get(owner.name) ?? 0) + 1);
  }
  return counts;
}

/** Waits until the controllers have seen what was applied. */
function seen(manifests: readonly Manifest[]): Promise<void> {
  const watched = manifests.filter(({ kind }) => ['Deployment', 'StatefulSet', 'DaemonSet'].includes(kind));
  return poll('controllers to see what was applied', async () => {
    const answers = await Promise.all(watched.map((manifest) => cluster.server.read(manifest)));
    return answers.every(({ body }) => {
      const { metadata, status } = body as { metadata?: { generation?: number }; status?: { observedGeneration?: number } };
      return metadata?.generation === status?.observedGeneration;
    });
  });
}

/** Claims grow only once they are bound. */
async function bound(claims: readonly Manifest[]): Promise<void> {
  const volumes = claims.map(({ metadata: { name, namespace }, spec }): Manifest => {
    const { storageClassName } = spec as { storageClassName: string };
    const claimRef = { name, namespace };
    const volume = { accessModes: ['ReadWriteOnce'], capacity: { storage: '10Gi' }, csi: { driver: 'nobody.example', volumeHandle: name } };
    return { apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name }, spec: { ...volume, storageClassName, claimRef } };
  });
  await Promise.all(volumes.map(async (volume) => agreed(await cluster.server.apply(volume), volume.metadata.name)));
  await poll('claims to be bound', async () => {
    const answers = await Promise.all(claims.map((claim) => cluster.server.read(claim)));
    return answers.every(({ body }) => (body['status'] as { phase?: string } | undefined)?.phase === 'Bound');
  });
}

/** What the server decides for each object, or another kind of object at admission, and what only a CustomResourceDefinition knows. */
const servers = [
  /^Job (metadata|spec\.selector|spec\.template\.metadata)$/,
  /^(PersistentVolume(Claim)?|VolumeAttributesClass) metadata$/,
  /^PersistentVolumeClaim spec\.dataSourceRef$/,
  /^Pod spec\.(containers\[main\]\.(volumeMounts|resources.*)|preemptionPolicy|priority|serviceAccount(Name)?|tolerations(\[\d+\])?|volumes)$/,
  /^ReplicationController metadata$/,
  /^Service spec\.(clusterIPs?|healthCheckNodePort|ipFamilies|ports\[[^\]]*\]\.nodePort)$/,
  /^(Gateway|HTTPRoute) .*\.(group|kind)$/,
];
const isServers = (field: string) => servers.some((known) => known.test(field));

test('what the server stores of an object is no change of it', async () => {
  const all = [...objects, ...environments.flatMap(shopManifests), ...read('schema/objects.yaml')].filter(
    ({ kind }) => kind !== 'Namespace',
  );
  const manifests = all.map(
    (it, index): Manifest => ({
      ...it,
      metadata: {
        ...namespaced(it),
        ...(it.kind !== 'CustomResourceDefinition' && it.kind !== 'APIService' && { name: `stored-${index}` }),
      },
    }),
  );
  const differences = await Promise.all(
    manifests.map(async (manifest) => {
      const { body, status } = await cluster.server.apply(manifest, { dryRun: true });
      if (status >= 400) return [`${manifest.kind}: ${body.message}`];
      const { objects: changed } = changeBetween(indexed([manifest]), indexed([body]));
      return changed.flatMap(({ kind, fields }) =>
        fields
          .filter(({ field }) => !isServers(`${kind} ${field}`))
          .map(({ field, before, after }) => `${kind} ${field}: ${JSON.stringify(before)} -> ${JSON.stringify(after)}`),
      );
    }),
  );
  expect([...new Set(differences.flat())]).toEqual([]);
});

test('each change does what is said of it', async () => {
  const tried = rows.map((row, number) => {
    const before = copyOf(row.object, number);
    const after = structuredClone(before);
    row.edit(after);
    return { row, before, after };
  });
  await Promise.all(tried.map(async ({ row, before }) => agreed(await cluster.server.apply(before), `${row.object}: ${row.change}`)));
  await bound(tried.map(({ before }) => before).filter(({ kind }) => kind === 'PersistentVolumeClaim'));
  await seen(tried.map(({ before }) => before));
  const [first, stored] = [
    await revisions(),
    await Promise.all(tried.map(async ({ before }) => versionOf((await cluster.server.read(before)).body))),
  ];
  const answers = await Promise.all(tried.map(({ after }) => cluster.server.apply(after)));
  await seen(tried.map(({ after }) => after));
  const second = await revisions();
  const told = tried.map(({ row, before, after }, index) => {
    const { status, body } = answers[index] as (typeof answers)[number];
    const { name } = after.metadata;
    const isNew = (second.get(name) ?? 0) > (first.get(name) ?? 0);
    const did = status >= 400 ? 'refused' : isNew ? 'rollout' : versionOf(body) === stored[index] ? 'nothing' : 'accepted';
    return {
      change: `${row.object}: ${row.change}`,
      said: said(before, after) ?? 'nothing',
      expected: row.consequence ?? 'nothing',
      isOtherText: row.isOtherText,
      isRefused: row.isRefused,
      did,
      message: status >= 400 ? body.message : '',
    };
  });
  const wrong = told.filter(({ said, expected }) => said !== expected);
  const agrees = ({ said, did, isOtherText, isRefused }: (typeof told)[number]) => {
    if (said === 'nothing') return did === (isOtherText ? 'accepted' : 'nothing');
    if (said === 'none') return did === 'accepted' || did === 'nothing';
    if (isRefused) return did === 'refused';
    return did === (said === 'in place' || said === 'data at risk' ? 'accepted' : said);
  };
  expect({ wrong, missed: told.filter((it) => !agrees(it)) }).toEqual({ wrong: [], missed: [] });
});

test('what is refused as it is, is refused in a new object too', async () => {
  const tried = invalid.map((row, number) => {
    const manifest = copyOf(row.object, rows.length + number);
    row.edit(manifest);
    return { manifest, change: `${row.object}: ${row.change}` };
  });
  const answers = await Promise.all(
    tried.map(async ({ manifest, change }) => {
      const { status } = await cluster.server.apply(manifest, { dryRun: true });
      const [object] = changeBetween(indexed([]), indexed([manifest])).objects;
      return { change, did: status >= 400, said: object?.consequence };
    }),
  );
  expect(answers.filter(({ did, said }) => !did || said !== 'refused')).toEqual([]);
});

/** What the server has stored, without what it writes itself. */
function versionOf({ metadata, spec, status: _, ...rest }: Readonly<Record<string, unknown>>): string {
  const { resourceVersion: __, managedFields: ___, generation: ____, ...own } = (metadata ?? {}) as Record<string, unknown>;
  return JSON.stringify([own, spec, rest]);
}
