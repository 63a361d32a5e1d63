import { kubectlFor } from '../../manifests/kubectl';
import type { ObjectIndex } from '../../manifests/object-index';
import { scaleOf } from '../../manifests/scale';
import { isGrowth } from '../consequence/storage';
import type { FieldChange, ObjectChange } from '../result';

/**
 * How to grow the claims of a StatefulSet, whose templates can't change: one line for each; undefined for any other change. The StatefulSet goes last:
 * Argo CD creates it again within seconds, as the last commit has it.
 */
export function growthSteps(
  { kind, namespace, name }: ObjectChange,
  { before, after, pointer }: FieldChange,
  head: ObjectIndex,
  context: string | undefined,
): string | undefined {
  if (kind !== 'StatefulSet' || !isGrowth(before, after)) return undefined;
  const set = head.find('StatefulSet.apps', namespace, name);
  const template = Number(pointer.split('/')[3] ?? 0);
  const claim = set?.root.text('spec', 'volumeClaimTemplates', template, 'metadata', 'name') ?? 'data';
  const pods = (set && scaleOf(set, [])?.replicas) ?? 1;
  const patch = JSON.stringify({ spec: { resources: { requests: { storage: after } } } });
  const kubectl = `${kubectlFor(context)} --namespace ${namespace}`;
  const lines = Array.from({ length: pods }, (_, pod) => `  ${kubectl} patch pvc ${claim}-${name}-${pod} --patch '${patch}'`);
  return ` Grow the claims. Once the change is pushed, and no earlier, delete the StatefulSet without its pods, so that it is created with the new size:
${lines.join('\n')}
  ${kubectl} delete statefulset ${name} --cascade=orphan
`;
}
