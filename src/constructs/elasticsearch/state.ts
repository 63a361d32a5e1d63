import { clusterName } from './cluster-name';
import { indexState } from './index-settings';
import type { Plan } from './plan';
import { DEFAULT_DAYS, DEFAULT_SCHEDULE, POLICY, REPOSITORY, type Snapshots } from './snapshots';

// However old they are: a policy that fails for a month must not delete what is left.
const LEAST_SNAPSHOTS = 7;

/** Of each kind none: what a declaration leaves out would stay, since Elasticsearch removes only from lists that it is given. */
const NONE = { snapshot_repositories: {}, slm: {}, ilm: {}, index_templates: { composable_index_templates: {} } };

/**
 * What the elected master applies from `operator/settings.json` (file-based settings), which nobody can then change through the API: the repository and the
 * policy of snapshots, lifecycles and templates of indices. Undefined if nothing of it is declared.
 *
 * @see https://www.elastic.co/docs/deploy-manage/deploy/cloud-on-k8s/elastic-stack-configuration-policies for the fields, which are those of ECK
 */
export function stateOf(plan: Plan): Record<string, unknown> | undefined {
  const snapshots = snapshotsOf(plan);
  const state = { ...(snapshots && snapshotState(plan, snapshots)), ...indexState(plan.props, plan.indexReplicas) };
  return Object.keys(state).length > 0 ? { ...NONE, ...state } : undefined;
}

/** The declared snapshots; undefined if there are none, on purpose or not. */
export function snapshotsOf({ props: { snapshots } }: Pick<Plan, 'props'>): Snapshots | undefined {
  return snapshots === undefined || snapshots.accept !== undefined ? undefined : snapshots;
}

function snapshotState(plan: Plan, { repository, schedule = DEFAULT_SCHEDULE, days = DEFAULT_DAYS }: Snapshots): Record<string, unknown> {
  return {
    snapshot_repositories: { [REPOSITORY]: { type: repository.type, settings: repositorySettings(plan, repository) } },
    slm: {
      [POLICY]: {
        name: `<${POLICY}-{now/d}>`,
        schedule,
        repository: REPOSITORY,
        retention: { expire_after: `${days}d`, min_count: LEAST_SNAPSHOTS },
      },
    },
  };
}

function repositorySettings(plan: Plan, repository: Snapshots['repository']): Record<string, string> {
  const folder = clusterName(plan);
  switch (repository.type) {
    case 'fs':
      return { location: folder };
    case 'azure':
      return { container: repository.container, base_path: folder };
    default:
      return { bucket: repository.bucket, base_path: folder };
  }
}
