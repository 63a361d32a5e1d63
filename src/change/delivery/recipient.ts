import { keyOf } from '../../manifests/multimap';
import type { KubernetesObject } from '../../manifests/object';

/** The kinds with which Argo CD and Flux deploy. */
const kinds: readonly string[] = [
  'Application.argoproj.io',
  'ApplicationSet.argoproj.io',
  'AppProject.argoproj.io',
  'GitRepository.source.toolkit.fluxcd.io',
  'Kustomization.kustomize.toolkit.fluxcd.io',
];

/** Whether an object deploys others. */
export function isDelivery({ type }: KubernetesObject): boolean {
  return kinds.includes(type);
}

/** Whether objects of a kind do. */
export function deploys(kind: string): boolean {
  return kinds.some((type) => type.startsWith(`${kind}.`));
}

/**
 * The environments that objects deploy: each Application and Kustomization the one whose folder it reads, and each GitRepository that of the Kustomizations
 * that read from it. What is for all of them is not in it.
 *
 * @param names the environments
 */
export function recipients(objects: readonly KubernetesObject[], names: readonly string[]): ReadonlyMap<KubernetesObject, string> {
  const found = new Map<KubernetesObject, string>();
  const read = new Map<string, string>();
  for (const object of objects) {
    const name = environmentIn(pathOf(object), names);
    if (name === undefined) continue;
    found.set(object, name);
    const source = object.root.at('spec', 'sourceRef');
    if (source.text('name')) read.set(keyOf(source.text('namespace') ?? object.namespace, source.text('name') ?? ''), name);
  }
  for (const object of objects) {
    const name = object.type === 'GitRepository.source.toolkit.fluxcd.io' ? read.get(keyOf(object.namespace, object.name)) : undefined;
    if (name !== undefined) found.set(object, name);
  }
  return found;
}

function pathOf({ type, root }: KubernetesObject): string {
  if (type === 'Application.argoproj.io') return root.text('spec', 'source', 'path') ?? '';
  return type === 'Kustomization.kustomize.toolkit.fluxcd.io' ? (root.text('spec', 'path') ?? '') : '';
}

function environmentIn(path: string, names: readonly string[]): string | undefined {
  const folder = folderOf(path);
  return names.find((name) => name === folder);
}

/** `production` in `dist/production`, and in `./dist/flux/production/20`, the stage of one. */
export function folderOf(path: string): string | undefined {
  const folders = path.split('/').filter((it) => it !== '' && it !== '.');
  return folders.at(-3) === 'flux' ? folders.at(-2) : folders.at(-1);
}
