import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { delivery } from '../../../environments/delivery';
import { deliveryFolders } from '../../../src';
import type { Manifest } from '../../../src/synthesis/manifest';
import { binaries } from '../../cluster/harness/binaries';
import type { Cluster } from '../../cluster/harness/cluster';
import { readManifests } from '../../cluster/harness/manifests';
import { DIST, type Target } from './environments';
import type { Repository } from './repository';

const FOLDER = 'dist/argocd';

/** Puts into the repository what a synth of these environments with the repository's own address writes: their files as they are, and those of Argo CD. */
export function release(repository: Repository, targets: readonly Target[]): string {
  for (const { name } of targets) repository.copy(join(DIST, name), join('dist', name));
  const delivered = targets.map(({ environment, manifests }) => ({
    // There is one repository here, with one branch.
    environment: { ...environment, repository: undefined, revision: undefined },
    files: [{ name: environment.name, manifests }],
  }));
  const { folders, problems } = deliveryFolders({ ...delivery, controllers: ['argocd'], repository: repository.url }, delivered);
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  for (const { name, files } of folders) {
    mkdirSync(join(repository.folder, 'dist', name));
    for (const file of files) writeFileSync(join(repository.folder, 'dist', name, file.name), file.text);
  }
  return repository.push('first release');
}

/** The one step that is left to a person: `kubectl apply -f dist/argocd`. */
export async function applyDelivery(hub: Cluster, repository: Repository): Promise<void> {
  const { kubectl } = await binaries(() => {}, hub.kubernetes);
  await promisify(execFile)(kubectl, ['--kubeconfig', hub.kubeconfig, 'apply', '-f', FOLDER], { cwd: repository.folder });
}

/** The ApplicationSet with other elements: what another `revision` writes, or the environment's removal. */
export function editedSet({ folder }: Repository, edit: (element: Element) => readonly Element[]): Manifest {
  const set = readManifests(join(folder, FOLDER)).find(({ kind }) => kind === 'ApplicationSet');
  if (!set) throw new Error(`${FOLDER} has no ApplicationSet`);
  const spec = set['spec'] as { generators: { list: { elements: readonly Element[] } }[] };
  const generators = spec.generators.map(({ list }) => ({ list: { elements: list.elements.flatMap(edit) } }));
  return { ...set, spec: { ...spec, generators } };
}

/** An environment in the ApplicationSet. */
interface Element {
  readonly environment: string;
  readonly [key: string]: unknown;
}

/** A project that allows every namespace. */
export function openProject({ folder }: Repository): Manifest {
  const project = readManifests(join(folder, FOLDER)).find(({ kind }) => kind === 'AppProject');
  if (!project) throw new Error(`${FOLDER} has no AppProject`);
  const spec = project['spec'] as { destinations: object[] };
  const destinations = spec.destinations.map((destination) => ({ ...destination, namespace: '*' }));
  return { ...project, spec: { ...spec, destinations, clusterResourceWhitelist: [{ group: '*', kind: '*' }] } };
}
