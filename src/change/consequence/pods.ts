import type { KubernetesObject } from '../../manifests/object';
import { scaleOf } from '../../manifests/scale';
import type { Difference } from '../comparison/difference';
import type { Effect, FieldRule, Versions } from './rules';

/** Controllers that replace running pods when their template changes. */
const rolling: readonly string[] = ['DaemonSet.apps', 'Deployment.apps', 'Rollout.argoproj.io', 'StatefulSet.apps'];

/** Controllers that leave running pods alone. */
const later = ['ReplicaSet.apps', 'ReplicationController'];

const PARTITION = 'spec.updateStrategy.rollingUpdate.partition';

/** What a change of a pod template does. */
export const podRules: readonly FieldRule[] = [
  { types: ['StatefulSet.apps'], field: PARTITION, effect: lowered },
  {
    types: rolling,
    field: 'spec.template',
    effect: (difference, versions) => {
      const { after } = versions;
      if (after.root.at('spec', 'paused').value === true && after.type === 'Deployment.apps')
        return { consequence: 'in place', because: 'the Deployment is paused: its pods are replaced when it is resumed' };
      if (after.root.text('spec', 'updateStrategy', 'type') === 'OnDelete')
        return { consequence: 'in place', because: 'updateStrategy is OnDelete: a pod gets it when somebody deletes the pod' };
      return partitioned(versions) ?? { consequence: 'rollout', because: replacing(difference.isOrder) };
    },
  },
  { types: later, field: 'spec.template', effect: () => ({ consequence: 'in place', because: 'only pods that it creates later get it' }) },
  { types: ['CronJob.batch'], field: 'spec.jobTemplate', effect: () => ({ consequence: 'in place', because: 'the next Job gets it' }) },
  {
    types: ['Pod'],
    field: 'spec.containers.*.image',
    effect: () => ({ consequence: 'in place', because: 'the kubelet restarts the container in its pod' }),
  },
  {
    types: ['Deployment.apps', 'StatefulSet.apps'],
    field: 'spec.replicas',
    effect: (_, versions) => scaled(versions),
  },
];

function scaled({ before, after }: Versions) {
  const [old, next] = [podsOf(before) ?? 0, podsOf(after) ?? 0];
  const because = next < old ? `${count(old - next)} deleted` : `${count(next - old)} added`;
  return { consequence: 'in place', because } as const;
}

/** The pods of an object at rest; undefined if their number isn't in its manifest. */
function podsOf(object: KubernetesObject, autoscalers: readonly KubernetesObject[] = []): number | undefined {
  return scaleOf(object, autoscalers)?.replicas;
}

function replacing(isOrder: boolean | undefined): string {
  return isOrder ? 'the order of a list in a pod template counts as a change of it' : 'the pod template changes, so every pod is replaced';
}

/** With a partition, only the pods of its ordinal and above get a new template. */
function partitioned(versions: Versions): Effect | undefined {
  const { partition, first } = ordinalsOf(versions.after);
  if (partition <= first) return undefined;
  if (rolledPods(versions) === 0) {
    const because = `the pod template changes, and the partition ${partition} keeps it from every pod until it is lowered`;
    return { consequence: 'in place', because };
  }
  const because = `the pod template changes, so the pods from ordinal ${partition} on are replaced; the others follow when the partition is lowered`;
  return { consequence: 'rollout', because };
}

/** What manifests don't say is whether pods below the old partition wait for a template. */
function lowered(_: Difference, { before, after }: Versions): Effect | undefined {
  if (after.root.text('spec', 'updateStrategy', 'type') === 'OnDelete')
    return { consequence: 'in place', because: 'updateStrategy is OnDelete: a partition has no effect' };
  const [old, next] = [ordinalsOf(before).partition, ordinalsOf(after).partition];
  if (next === old) return undefined;
  if (next > old) return { consequence: 'in place', because: `pods below ordinal ${next} no longer get a new template` };
  const which = next === old - 1 ? `the pod of ordinal ${next} is` : `the pods from ordinal ${next} to ${old - 1} are`;
  return { consequence: 'rollout', because: `the partition is lowered: ${which} replaced if an earlier template waits for that` };
}

function ordinalsOf({ root, type }: KubernetesObject): { readonly partition: number; readonly first: number } {
  if (type !== 'StatefulSet.apps') return { partition: 0, first: 0 };
  const partition = root.count('spec', 'updateStrategy', 'rollingUpdate', 'partition') ?? 0;
  return { partition, first: root.count('spec', 'ordinals', 'start') ?? 0 };
}

/**
 * The pods that a rollout replaces: those that are there before and after, with a partition only those from it on, and if nothing but the partition is lowered,
 * only those that it held back. Undefined if their number isn't in the manifests.
 */
export function rolledPods({ before, after, base, head }: Versions, isTemplate = true): number | undefined {
  const [old, next] = [podsOf(before, base.autoscalersOf(before)), podsOf(after, head.autoscalersOf(after))];
  if (old === undefined || next === undefined) return undefined;
  const { partition, first } = ordinalsOf(after);
  const end = first + Math.min(old, next);
  return Math.max(0, (isTemplate ? end : Math.min(end, ordinalsOf(before).partition)) - Math.max(first, partition));
}

/** `1 pod is`, `3 pods are`. */
function count(pods: number): string {
  return pods === 1 ? '1 pod is' : `${pods} pods are`;
}
