import type { HazardId } from '../manifests/annotations';
import type { RuleDescription } from './rule';

/** A hazard of a change, compared with what was committed last. Synth refuses it unless an annotation gives a reason. */
type Described = RuleDescription & { readonly id: HazardId };

const described: readonly Described[] = [
  {
    id: 'claim-size',
    severity: 'error',
    title: 'The size of a volume stays',
    why: 'A claim never shrinks, and the claim templates of a StatefulSet never change: the API server refuses the object. Claims can grow by hand.',
    fix: 'Follow the steps in the message, and accept the change with a reason.',
  },
  {
    id: 'cluster-name',
    severity: 'error',
    title: 'The name of an Elasticsearch cluster stays',
    why: 'A node refuses to join a cluster of another name, so the rolling update stops at the first pod.',
    fix: 'Keep the name.',
  },
  {
    id: 'data-at-risk',
    severity: 'error',
    title: 'Nothing that holds data is deleted, renamed or moved',
    why: 'A tool that prunes deletes what is gone from the manifests: a namespace with its claims, a claim with its volume, a snapshot. What has another name, is deployed to another cluster, or no longer mounts its claim starts empty, and the data stays where nothing reads it. Without `Prune=false` and the like, the next mistake deletes it.',
    fix: 'Keep the object, its name, its mounts, and its protection. If the data is no longer needed, or was moved, accept the change of that object with a reason.',
  },
  {
    id: 'database-version',
    severity: 'error',
    title: 'A database is upgraded along a path that it supports',
    why: 'A database refuses to start on data of a later version, and many on data of an earlier one: PostgreSQL of another major version, MySQL, MongoDB and OpenSearch of one that was skipped. The rolling update stops at the first pod.',
    fix: 'Take the step that the message names first. If the data is migrated by hand, accept the change with a reason.',
  },
  {
    id: 'elasticsearch-version',
    severity: 'error',
    title: 'Elasticsearch is upgraded along a path that Elastic supports',
    why: 'A node refuses to start on data of a later version, or of one that is too old, so the rolling update stops at the first pod.',
    fix: 'Take the step that the message names first.',
  },
  {
    id: 'immutable-field',
    severity: 'error',
    title: 'Fields that the API server never lets change stay',
    why: 'The API server refuses the whole object, and what is applied before it stays applied. Such fields are selectors, `serviceName`, most of a claim, the parameters of a StorageClass, the data of an immutable ConfigMap, and more.',
    fix: 'Keep the value, or give the object another name if it holds no data. If you delete the object by hand before the change is applied, accept the change of that object with a reason.',
  },
  {
    id: 'kubernetes-version',
    severity: 'error',
    title: 'Kubernetes is upgraded one minor version at a time, and never downgraded',
    why: 'Providers refuse to downgrade a control plane, and to skip a minor version. An environment that says otherwise is judged on a cluster that nobody has.',
    fix: 'Keep the version, or write each one in between first. If the environment moves to a new cluster, accept the change with a reason.',
  },
  {
    id: 'mass-deletion',
    severity: 'error',
    title: 'Most objects of an environment stay',
    why: 'A mistake in a template or a path can empty the manifests, and a tool that prunes then deletes the application.',
    fix: 'Restore the objects, or accept the change with a reason.',
  },
  {
    id: 'refused-object',
    severity: 'error',
    title: 'The API server accepts every object',
    why: 'The API server refuses the whole object, and what is applied before it stays applied: a value is invalid, a field is unknown, or two fields contradict each other.',
    fix: 'Correct the manifest.',
    isAcceptable: false,
  },
  {
    id: 'stuck-rollout',
    severity: 'error',
    title: 'Every rolling update can end',
    why: 'New pods that no node takes, or whose volumes are in a zone that they may not run in, never become ready. The update stops with fewer pods than before, and what is applied after it may wait for it.',
    fix: 'Change the nodes first, or leave the pods where their volumes are. If the pods are moved by hand, accept the change with a reason.',
  },
];

/** Every hazard of a change that has a page of its own, sorted by name. */
export const changeRules: readonly RuleDescription[] = described;
