import { setTimeout as pause } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { agreed } from '../cluster/harness/server';
import { until } from '../cluster/harness/until';
import { Appearances, waveOf } from './harness/appearances';
import { inWords, isOff } from './harness/applications';
import { Content, NEXT } from './harness/content';
import { deleteApplicationSet, removeNamespace } from './harness/deletion';
import { applyDelivery, editedSet, openProject, release } from './harness/delivery';
import { changing, onFleet } from './harness/fixture';
import { growClaims, orphanPods, templateStorage } from './harness/growth';
import { nines } from './harness/nines';
import { dataOf, imagesOf, podsOf, replacedService, thereOf } from './harness/observation';
import { isKept } from './harness/protection';
import type { AnyObject } from './harness/watched';

const MINUTE = 60_000;
/** In seconds. */
const PATIENCE = 20 * 60;

const test = onFleet();

test('every environment comes to Synced and Healthy, wave by wave', async (fleet) => {
  const { places, repository, applications } = fleet;
  const appearances = await Promise.all(places.map(({ cluster, target }) => Appearances.watch(cluster, target.manifests)));
  const commit = release(
    repository,
    places.map(({ target }) => target),
  );
  await applyDelivery(fleet.hub, repository);
  for (const [index, { target }] of places.entries()) {
    await applications.deployed(target.name, commit);
    const order = appearances[index] as Appearances;
    expect(order.outOfOrder()).toEqual([]);
    // The check itself: the opposite order would be noticed.
    expect(order.outOfOrder((manifest) => -waveOf(manifest))).not.toEqual([]);
    await order.close();
  }
});

test('nothing is OutOfSync a minute later', async ({ places, applications }) => {
  for (const { target } of places) {
    const { status } = await applications.application(target.name);
    await pause(Math.max(0, Date.parse(status.operationState.finishedAt) + MINUTE - Date.now()));
    await applications.refresh(target.name, 'hard');
    expect(applications.resources(target.name).filter(isOff).map(inWords)).toEqual([]);
    expect(applications.resources(target.name)).toHaveLength(target.manifests.length);
  }
});

test('a commit with another image rolls out one Deployment and nothing else, and its revert takes that back', async (fleet) => {
  const place = fleet.place(changing);
  const deployment = new Content(fleet.repository, changing).release();
  const others = (): string[] => [...podsOf(place)].filter(([, workload]) => workload !== deployment).map(([uid]) => uid);
  const [images, before] = [imagesOf(place, deployment), others()];

  await fleet.applications.deployed(changing, fleet.repository.push(`release ${deployment}`));
  expect(imagesOf(place, deployment)).toEqual([expect.stringContaining(`:${NEXT}`)]);
  expect(others()).toEqual(before);

  await fleet.applications.deployed(changing, fleet.repository.revert());
  expect(imagesOf(place, deployment)).toEqual(images);
  expect(others()).toEqual(before);
});

test('what a hand changes or deletes is put back', async (fleet) => {
  const { cluster, target } = fleet.place(changing);
  const [deployment, service] = ['Deployment', 'Service'].map((kind) => target.manifests.find((manifest) => manifest.kind === kind));
  if (!deployment || !service) throw new Error(`${changing} has no Deployment or no Service`);
  const { name, namespace } = deployment.metadata;
  const image = (): string | undefined => cluster.state.get('deployments', name, namespace)?.spec?.template.spec?.containers[0]?.image;
  const before = image();

  const patch = [{ op: 'replace', path: '/spec/template/spec/containers/0/image', value: 'registry.example/by-hand:1' }];
  const path = `/apis/apps/v1/namespaces/${namespace}/deployments/${name}`;
  await cluster.server.call('PATCH', path, JSON.stringify(patch), 'application/json-patch+json');
  await until(cluster.state, 'the hand to be seen', () => image() !== before);
  await until(
    cluster.state,
    'the image of the repository',
    () => image() === before,
    () => `it is ${image()}`,
    PATIENCE,
  );
  await replacedService(cluster, service);
  await fleet.applications.deployed(changing, fleet.repository.head());
});

test('a deleted component is pruned, and what holds its data stays', async (fleet) => {
  const { cluster } = fleet.place(changing);
  const data = dataOf(fleet.place(changing));
  const content = new Content(fleet.repository, changing);
  const deleted = [...content.remove('StatefulSet'), ...content.remove('Deployment')];
  const kept = await thereOf(cluster, deleted.filter(isKept));
  expect(kept.size).toBeGreaterThan(0);

  await fleet.applications.synced(changing, fleet.repository.push('delete the components'));
  expect(await thereOf(cluster, deleted)).toEqual(kept);
  // What isn't pruned is all that is left to say.
  const left = (): string[] =>
    fleet.applications
      .resources(changing)
      .filter(isOff)
      .map(({ kind, name }) => `${kind} ${name}`);
  await fleet.applications.until(changing, `to have left ${[...kept.keys()]}`, () => isDeepStrictEqual(left(), [...kept.keys()]));
  expect(dataOf(fleet.place(changing))).toEqual(data);

  await fleet.applications.deployed(changing, fleet.repository.revert());
  expect(dataOf(fleet.place(changing))).toEqual(data);
});

test('the revert of a release whose pods never start is synced at once', async (fleet) => {
  const place = fleet.place(changing);
  const deployment = new Content(fleet.repository, changing).releaseTooLarge();
  const images = imagesOf(place, deployment);
  const bad = fleet.repository.push(`release ${deployment}`);
  await fleet.applications.synced(changing, bad);
  await fleet.applications.until(changing, 'to wait for pods', ({ status }) => status.health.status === 'Progressing');
  await fleet.applications.deployed(changing, fleet.repository.revert());
  expect(imagesOf(place, deployment)).toEqual(images);
});

test('the revert of a release in several waves waits until somebody stops the sync', async (fleet) => {
  const { applications, repository } = fleet;
  const place = fleet.place(changing);
  const content = new Content(repository, changing);
  const deployment = content.releaseTooLarge();
  content.label('Ingress');
  const images = imagesOf(place, deployment);
  const bad = repository.push(`release ${deployment} and an Ingress`);
  const waits = ({ status }: AnyObject): boolean => {
    const { phase, operation, message } = status?.operationState ?? {};
    return phase === 'Running' && operation.sync.revision === bad && message?.includes(`Deployment/${deployment}`);
  };
  await applications.refresh(changing);
  await applications.until(changing, 'to wait for pods', waits);

  const good = repository.revert();
  await applications.refresh(changing);
  expect(waits(await applications.application(changing))).toBe(true);
  await applications.terminate(changing);
  await applications.deployed(changing, good);
  expect(imagesOf(place, deployment)).toEqual(images);
});

test('an environment that follows a tag stays there until it follows the next one', async (fleet) => {
  const { repository, applications, hub } = fleet;
  const follow = async (revision: string): Promise<void> => {
    const set = editedSet(repository, (element) => [element.environment === changing ? { ...element, revision } : element]);
    agreed(await hub.server.apply(set), `the ApplicationSet at ${revision}`);
    await applications.until(changing, `to follow ${revision}`, ({ spec }) => spec.source.targetRevision === revision);
  };
  const first = repository.tag('v1');
  await follow('v1');
  await applications.deployed(changing, first);
  const deployment = new Content(repository, changing).release();
  repository.push(`release ${deployment}`);
  const second = repository.tag('v2');
  await applications.refresh(changing, 'hard');
  await applications.deployed(changing, first);
  expect(imagesOf(fleet.place(changing), deployment)).not.toEqual([expect.stringContaining(`:${NEXT}`)]);

  await follow('v2');
  await applications.deployed(changing, second);
  expect(imagesOf(fleet.place(changing), deployment)).toEqual([expect.stringContaining(`:${NEXT}`)]);
  await applyDelivery(hub, repository);
  await applications.until(changing, 'to follow the branch', ({ spec }) => spec.source.targetRevision === 'main');
  await applications.deployed(changing, repository.revert());
});

test('an environment that is taken off the set keeps its Application, which goes on deploying', async (fleet) => {
  const { repository, applications, hub } = fleet;
  const others = editedSet(repository, (element) => (element.environment === changing ? [] : [element]));
  agreed(await hub.server.apply(others), 'the ApplicationSet without it');
  const deployment = new Content(repository, changing).release();
  await applications.deployed(changing, repository.push(`release ${deployment}`));
  expect(imagesOf(fleet.place(changing), deployment)).toEqual([expect.stringContaining(`:${NEXT}`)]);
  await applyDelivery(hub, repository);
  await applications.deployed(changing, repository.revert());
});

test('claims grow as synth says: patched, pushed, and the StatefulSet deleted without its pods', async (fleet) => {
  const LARGER = '300Gi';
  const { applications, repository } = fleet;
  const place = fleet.place(changing);
  const [pods, data] = [podsOf(place), dataOf(place)];
  await growClaims(place, LARGER);
  new Content(repository, changing).grow(LARGER);
  const commit = repository.push('grow the claims');
  await applications.refresh(changing);
  // The server refuses the field, and Argo CD asks it what an apply would change.
  await applications.until(changing, 'to be Unknown', ({ status }) => status?.sync?.status === 'Unknown');
  expect(JSON.stringify((await applications.application(changing)).status.conditions)).toContain('Forbidden: updates to statefulset spec');
  expect(await templateStorage(place)).not.toBe(LARGER);

  await orphanPods(place);
  await applications.deployed(changing, commit);
  expect(await templateStorage(place)).toBe(LARGER);
  expect([podsOf(place), dataOf(place)]).toEqual([pods, data]);
});

describe('a renamed namespace', () => {
  const RENAMED = 'renamed';

  test('is refused before it is committed', async ({ repository }) => {
    const content = new Content(repository, changing);
    content.renameNamespace(RENAMED);
    const { code, out } = await nines(repository.folder, 'diff', 'HEAD', content.folder);
    repository.discard();
    expect(code).toBe(3);
    expect(out).toContain('data at risk');
  });

  test('is refused by the project if somebody pushes it', async (fleet) => {
    const place = fleet.place(changing);
    const before = [await thereOf(place.cluster, place.target.manifests), dataOf(place)];
    new Content(fleet.repository, changing).renameNamespace(RENAMED);
    fleet.repository.push('rename the namespace');
    await fleet.applications.refresh(changing);
    const refused = `namespace ${RENAMED} is not permitted in project`;
    await fleet.applications.until(changing, 'to be refused', ({ status }) => status?.operationState?.message?.includes(refused));
    expect([await thereOf(place.cluster, place.target.manifests), dataOf(place)]).toEqual(before);
    await fleet.applications.deployed(changing, fleet.repository.revert());
  });

  test('leaves all data where it was if the project allows it', async (fleet) => {
    const place = fleet.place(changing);
    const data = dataOf(place);
    agreed(await fleet.hub.server.apply(openProject(fleet.repository)), 'the project that allows every namespace');
    new Content(fleet.repository, changing).renameNamespace(RENAMED);
    await fleet.applications.synced(changing, fleet.repository.push('rename the namespace'));
    expect(dataOf(place)).toEqual(data);
    const kept = await thereOf(place.cluster, place.target.manifests.filter(isKept));
    expect(await thereOf(place.cluster, place.target.manifests)).toEqual(kept);

    const reverted = fleet.repository.revert();
    await fleet.applications.synced(changing, reverted);
    // What is kept there as well goes by hand.
    await removeNamespace(place.cluster, RENAMED);
    await applyDelivery(fleet.hub, fleet.repository);
    await fleet.applications.deployed(changing, reverted);
  });
});

describe('deletion', () => {
  test('of the ApplicationSet takes its Applications, and no object of theirs', async (fleet) => {
    const { places, hub, repository, applications } = fleet;
    const objects = (): Promise<Map<string, string>[]> =>
      Promise.all(places.map(async (place) => new Map([...(await thereOf(place.cluster, place.target.manifests)), ...podsOf(place)])));
    const before = await objects();
    await deleteApplicationSet(hub, 'Background');
    for (const { target } of places) await applications.gone(target.name);
    expect(await objects()).toEqual(before);

    await applyDelivery(hub, repository);
    for (const { target } of places) await applications.deployed(target.name, repository.head());
    expect(await objects()).toEqual(before);
  });

  test('of an Application with its objects leaves what holds data', async (fleet) => {
    const place = fleet.place(changing);
    const { cluster, target } = place;
    const data = dataOf(place);
    const kept = await thereOf(cluster, target.manifests.filter(isKept));
    await deleteApplicationSet(fleet.hub, 'Orphan');
    await fleet.applications.delete(changing);
    expect(await thereOf(cluster, target.manifests)).toEqual(kept);
    expect(dataOf(place)).toEqual(data);
  });
});
