import type { Difference } from '../../comparison/difference';
import type { Effect, FieldRule, Versions } from '../rules';

const APPLICATION = ['Application.argoproj.io'];
const REPOSITORY = ['GitRepository.source.toolkit.fluxcd.io'];
const KUSTOMIZATION = ['Kustomization.kustomize.toolkit.fluxcd.io'];

const elsewhere: FieldRule['effect'] = () => inPlace('it takes over what is there: what only the old place has is pruned if it prunes');

/** What happens if an environment is deployed from somewhere else, or at another moment. */
export const sourceRules: readonly FieldRule[] = [
  { types: APPLICATION, field: 'spec.source.targetRevision', effect: otherRevision },
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

/** The revisions can be compared by whoever has both. */
function otherRevision({ before, after }: Difference, { after: object }: Versions): Effect {
  const path = object.root.text('spec', 'source', 'path');
  const command =
    typeof before === 'string' && typeof after === 'string' && path !== undefined
      ? `: npx nines diff ${before}:${path} ${after}:${path}`
      : '';
  return inPlace(`it takes over what that revision has${command}`);
}
