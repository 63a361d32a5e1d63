import type { k8s } from 'cdk8s-plus-27';
import { zoneLabel } from '../../cluster/cluster';
import type { Plan } from './plan';

/** The fields of a pod that decide where it runs. */
export function placement({
  props,
  set: { zones },
}: Plan): Pick<k8s.PodSpec, 'nodeSelector' | 'tolerations' | 'priorityClassName' | 'affinity'> {
  const { nodeSelector, tolerations, priorityClassName } = props;
  return {
    nodeSelector,
    tolerations: tolerations && [...tolerations],
    priorityClassName,
    affinity: zones.length > 0 ? inZones(zones) : undefined,
  };
}

/** Spread constraints count only the nodes that the affinity selects. */
function inZones(zones: readonly string[]): k8s.Affinity {
  const matchExpressions = [{ key: zoneLabel, operator: 'In', values: [...zones] }];
  return { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions }] } } };
}
