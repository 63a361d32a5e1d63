import type { Difference } from '../../comparison/difference';
import type { Effect, FieldRule, Versions } from '../rules';
import { isFinalized } from './removal';

const APPLICATION = ['Application.argoproj.io'];
const SET = ['ApplicationSet.argoproj.io'];
const REPOSITORY = ['GitRepository.source.toolkit.fluxcd.io'];
const KUSTOMIZATION = ['Kustomization.kustomize.toolkit.fluxcd.io'];

/** What happens if commits are applied at another moment, or what is gone from them is treated in another way. */
export const automationRules: readonly FieldRule[] = [
  { types: APPLICATION, field: 'spec.syncPolicy.automated', effect: automated },
  { types: APPLICATION, field: 'metadata.finalizers', effect: (_, { after }) => (isFinalized(after) ? cascades : undefined) },
  {
    types: SET,
    field: 'spec.syncPolicy.preserveResourcesOnDeletion',
    effect: ({ after }) => (after === true ? undefined : { ...cascades, fix: 'keep `preserveResourcesOnDeletion: true`' }),
  },
  {
    types: [...REPOSITORY, ...KUSTOMIZATION],
    field: 'spec.suspend',
    effect: ({ after }) => inPlace(after === true ? 'it no longer follows commits' : 'it follows commits from now on'),
  },
  {
    types: KUSTOMIZATION,
    field: 'spec.prune',
    effect: ({ after }) => inPlace(after === true ? PRUNES : 'what a commit removes stays, and nothing manages it'),
  },
  {
    types: KUSTOMIZATION,
    field: 'spec.deletionPolicy',
    effect: ({ after }) => (after === 'Orphan' ? undefined : { ...cascades, fix: 'keep `Orphan`' }),
  },
];

const cascades: Effect = {
  consequence: 'data at risk',
  because: 'from now on everything that it deploys is deleted with it',
  fix: 'remove the finalizer',
};

const PRUNES = 'what a commit removes is deleted from now on, and so is what earlier ones have removed';

function inPlace(because: string): Effect {
  return { consequence: 'in place', because };
}

function automated({ path, after }: Difference, { before: object }: Versions): Effect | undefined {
  const wasAutomated = object.root.at('spec', 'syncPolicy', 'automated').isThere;
  const field = path.at(3);
  if (after === undefined && (field === undefined || !wasAutomated))
    return inPlace('it no longer follows commits, and what somebody changes by hand stays, until somebody syncs it');
  if (!wasAutomated) return inPlace('it follows commits from now on: what waits to be synced is applied at once');
  const isOn = after === true;
  if (field === 'prune') return inPlace(isOn ? PRUNES : 'what a commit removes stays, and nothing manages it');
  if (field === 'selfHeal')
    return inPlace(isOn ? 'what somebody changes by hand is put back' : 'what somebody changes by hand stays until the next commit');
  return field === 'allowEmpty' && isOn ? inPlace('a commit without any manifests deletes everything that it deploys') : undefined;
}
