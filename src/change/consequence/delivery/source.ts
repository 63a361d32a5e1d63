import { idOf } from '../../../manifests/identity';
import type { KubernetesObject } from '../../../manifests/object';
import type { ObjectIndex } from '../../../manifests/object-index';
import { show } from '../../../manifests/words';
import type { Difference } from '../../comparison/difference';
import { folderOf } from '../../delivery/recipient';
import { holdsData } from '../data';
import type { Effect, FieldRule, Versions } from '../rules';
import { deployed } from './deployed';

const APPLICATION = ['Application.argoproj.io'];
const REPOSITORY = ['GitRepository.source.toolkit.fluxcd.io'];
const KUSTOMIZATION = ['Kustomization.kustomize.toolkit.fluxcd.io'];

const elsewhere: FieldRule['effect'] = () => inPlace('it takes over what is there: what only the old place has is pruned if it prunes');

/** What happens if an environment is deployed from somewhere else, or at another moment. */
export const sourceRules: readonly FieldRule[] = [
  { types: APPLICATION, field: 'spec.source.targetRevision', effect: otherRevision },
  { types: APPLICATION, field: 'spec.source.path', effect: otherFolder },
  { types: KUSTOMIZATION, field: 'spec.path', effect: otherFolder },
  ...['spec.source', 'spec.sources'].map((field): FieldRule => ({ types: APPLICATION, field, effect: elsewhere })),
  { types: REPOSITORY, field: 'spec.ref', effect: otherRevision },
  { types: REPOSITORY, field: 'spec.url', effect: elsewhere },
  ...['spec.path', 'spec.sourceRef'].map((field): FieldRule => ({ types: KUSTOMIZATION, field, effect: elsewhere })),
  {
    types: APPLICATION,
    field: 'spec.project',
    effect: () => inPlace('what the other project allows is applied and pruned, and nothing else'),
  },
];

function inPlace(because: string): Effect {
  return { consequence: 'in place', because };
}

/** A folder that only moves keeps its name. Any other one has the objects of something else. */
function otherFolder({ before, after }: Difference, { base }: Versions): Effect | undefined {
  const [old, next] = [before, after].map((path) => (typeof path === 'string' ? folderOf(path) : undefined));
  if (old === undefined || old === next) return undefined;
  const known = deployed(base);
  const holders = known.filter(holdsData);
  if (known.length > 0 && holders.length === 0) return undefined;
  const what = holders.length > 0 ? holders.map(idOf).join(', ') : 'whatever holds data';
  const there = next === undefined ? 'no folder' : `the manifests in ${show(after)}`;
  const because = `it deploys ${there} from now on: ${what} is pruned if it prunes, or updated to what is there under the same name`;
  return { consequence: 'data at risk', because, fix: `keep ${show(before)}` };
}

/** What the revision lacks is pruned. Where it isn't known, whoever has both can compare them. */
function otherRevision({ before, after }: Difference, { after: object, base, head, manifestsAt }: Versions): Effect {
  const path = manifestsOf(object, head);
  const compare =
    typeof before === 'string' && typeof after === 'string' && path !== undefined
      ? `npx nines diff ${before}:${path} ${after}:${path}`
      : undefined;
  const command = compare === undefined ? '' : `: ${compare}`;
  const revision = after === undefined ? undefined : revisionOf(object);
  if (manifestsAt === undefined || revision === undefined || path === undefined)
    return inPlace(`it takes over what that revision has${command}`);
  const repository = repositoryOf(object);
  const there = manifestsAt(revision, path, repository);
  if (there === undefined) {
    const clone = compare === undefined ? '' : `; in a clone of it, run ${compare}`;
    return inPlace(`it takes over what that revision of '${repository}' has, which isn't known here${clone}`);
  }
  const missing = deployed(base).filter((it) => keepsData(it, base) && there.all(it.type, it.namespace, it.name).length === 0);
  if (missing.length === 0) return inPlace(`it takes over what that revision has${command}`);
  const because = `${show(revision)} has no ${missing.map(idOf).join(', ')}: what a revision lacks is pruned if it prunes, and otherwise nothing manages it`;
  return { consequence: 'data at risk', because, fix: 'name a revision that has everything that holds data' };
}

/** The address that the manifests are read from. */
function repositoryOf({ root }: KubernetesObject): string {
  return root.text('spec', 'source', 'repoURL') ?? root.text('spec', 'url') ?? '';
}

function keepsData(object: KubernetesObject, { objects }: ObjectIndex): boolean {
  return holdsData(object) || (object.type === 'Namespace' && objects.some((it) => it.namespace === object.name && holdsData(it)));
}

/** As source-controller and Argo CD choose it. */
function revisionOf({ root }: KubernetesObject): string | undefined {
  const ref = root.at('spec', 'ref');
  return root.text('spec', 'source', 'targetRevision') ?? ref.text('commit') ?? ref.text('tag') ?? ref.text('branch');
}

/** The folder with the manifests that an object of Argo CD or Flux applies. Flux's stages list files of the environment's folder. */
function manifestsOf({ type, namespace, name, root }: KubernetesObject, { objects }: ObjectIndex): string | undefined {
  if (type === 'Application.argoproj.io') return root.text('spec', 'source', 'path');
  const reader = objects.find((it) => {
    const source = it.root.at('spec', 'sourceRef');
    return KUSTOMIZATION.includes(it.type) && source.text('name') === name && (source.text('namespace') ?? it.namespace) === namespace;
  });
  return reader?.root
    .text('spec', 'path')
    ?.replace(/^\.\//, '')
    .replace(/(^|\/)flux\/([^/]+)\/[^/]+$/, '$1$2');
}
