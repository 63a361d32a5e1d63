import { idOf } from '../../../manifests/identity';
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

/** The revisions can be compared by whoever has both. */
function otherRevision({ before, after }: Difference, { after: object }: Versions): Effect {
  const path = object.root.text('spec', 'source', 'path');
  const command =
    typeof before === 'string' && typeof after === 'string' && path !== undefined
      ? `: npx nines diff ${before}:${path} ${after}:${path}`
      : '';
  return inPlace(`it takes over what that revision has${command}`);
}
