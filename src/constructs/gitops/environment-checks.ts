import type { IConstruct } from 'constructs';
import { isDnsLabel } from '../../manifests/names';
import { type Refusal, refuse } from '../parts/refuse';
import { shown } from '../parts/shown';
import { destinationOf, type GitOpsEnvironment, namespacesOf } from './environment';
import { environmentSourceRefusals } from './git-source';

/** Refuses invalid environments, and two that would overwrite each other. */
export function requireEnvironments(construct: IConstruct, name: string, environments: readonly GitOpsEnvironment[]): void {
  for (const refusal of [...nameRefusals(name, environments), ...environmentRefusals(environments)]) refuse(construct, refusal);
}

/** The longest name of an Application or a Kustomization, which labels repeat. */
const LONGEST = 63;

function nameRefusals(name: unknown, environments: readonly GitOpsEnvironment[]): Refusal[] {
  const setting = 'name';
  if (!isDnsLabel(name)) {
    return [{ setting, message: `must be a DNS label, got ${shown(name)}`, fix: 'write the name of the application, such as shop' }];
  }
  return environments
    .map((environment) => `${name}-${environment.name}`)
    .filter((full) => full.length > LONGEST)
    .map((full) => ({
      setting,
      message: `must leave room for the name of each environment, got ${shown(full)} of ${full.length} characters`,
      fix: `write a name such that both have ${LONGEST} or fewer`,
    }));
}

function environmentRefusals(environments: readonly GitOpsEnvironment[]): Refusal[] {
  if (environments.length === 0) {
    const message = 'must have an item, got an empty list';
    return [{ setting: 'environments', message, fix: "write sync: 'automatic' or sync: 'manual' in an environment" }];
  }
  const single = environments.flatMap(({ name, sync, repository, revision }, index) => [
    ...(isDnsLabel(name)
      ? []
      : [
          {
            setting: `environments[${index}].name`,
            message: `must be a DNS label, got ${shown(name)}`,
            fix: 'write a name such as production',
          },
        ]),
    ...syncRefusals(`environments[${index}].sync`, sync),
    ...environmentSourceRefusals({ repository, revision }, `environments[${index}].`),
  ]);
  return single.length > 0 ? single : [...repeated(environments), ...overlaps(environments)];
}

/** The problem of a `sync` that isn't one. */
export function syncRefusals(setting: string, sync: unknown): Refusal[] {
  if (sync === 'automatic' || sync === 'manual') return [];
  return [{ setting, message: `must be 'automatic' or 'manual', got ${shown(sync)}`, fix: "write 'manual' to sync by hand" }];
}

function repeated(environments: readonly GitOpsEnvironment[]): Refusal[] {
  const names = environments.map(({ name }) => name);
  const twice = [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
  return twice.map((name) => ({
    setting: 'environments',
    message: `must have unique names, got ${shown(name)} twice`,
    fix: 'rename one of them',
  }));
}

/** Two environments in one namespace of one cluster: each would undo the other. */
function overlaps(environments: readonly GitOpsEnvironment[]): Refusal[] {
  return environments.flatMap((one, index) =>
    environments.slice(index + 1).flatMap((other) => {
      const shared = namespacesOf(one).filter((namespace) => namespacesOf(other).includes(namespace));
      if (shared.length === 0 || placeOf(one) !== placeOf(other)) return [];
      const message = `must not share a namespace, but ${shown(one.name)} and ${shown(other.name)} are both in ${shown(shared[0])} of ${placeOf(one)}`;
      return [{ setting: 'environments', message, fix: 'give one of them another cluster or another namespace' }];
    }),
  );
}

function placeOf(environment: GitOpsEnvironment): string {
  const destination = destinationOf(environment);
  return 'name' in destination ? `the cluster ${shown(destination.name)}` : destination.server;
}
