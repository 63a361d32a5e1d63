import type { KubernetesObject } from '../../manifests/object';
import { scaleOf } from '../../manifests/scale';
import type { FieldRule, Versions } from './rules';

/** Controllers that replace running pods when their template changes. */
const rolling: readonly string[] = ['DaemonSet.apps', 'Deployment.apps', 'Rollout.argoproj.io', 'StatefulSet.apps'];

/** Controllers that leave running pods alone. */
const later = ['ReplicaSet.apps', 'ReplicationController'];

/** What a change of a pod template does. */
export const podRules: readonly FieldRule[] = [
  {
    types: rolling,
    field: 'spec.template',
    effect: (difference, { after }) => {
      if (after.root.at('spec', 'paused').value === true && after.type === 'Deployment.apps')
        return { consequence: 'in place', because: 'the Deployment is paused: its pods are replaced when it is resumed' };
      if (after.root.text('spec', 'updateStrategy', 'type') === 'OnDelete')
        return { consequence: 'in place', because: 'updateStrategy is OnDelete: a pod gets it when somebody deletes the pod' };
      const because = difference.isOrder
        ? 'the order of a list in a pod template counts as a change of it'
        : 'the pod template changes, so every pod is replaced';
      return { consequence: 'rollout', because };
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
function podsOf(object: KubernetesObject, autoscaler?: KubernetesObject): number | undefined {
  return scaleOf(object, autoscaler)?.replicas;
}

/** The pods that a rollout replaces: with a partition, only those from it on. */
export function rolledPods(object: KubernetesObject, autoscaler: KubernetesObject | undefined): number | undefined {
  const pods = podsOf(object, autoscaler);
  const partition = object.root.count('spec', 'updateStrategy', 'rollingUpdate', 'partition') ?? 0;
  return pods === undefined || object.type !== 'StatefulSet.apps' ? pods : Math.max(0, pods - partition);
}

/** `1 pod is`, `3 pods are`. */
function count(pods: number): string {
  return pods === 1 ? '1 pod is' : `${pods} pods are`;
}
