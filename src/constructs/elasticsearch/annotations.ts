import { type Accept, acceptAnnotation, annotation, annotationsOf } from '../../manifests/annotations';
import type { ExemptionName } from '../parts/exemptions';
import type { Plan } from './plan';
import { isDataRole } from './roles';
import { awarenessOf } from './settings';

/** The facts that a proof of its availability needs, and the accepted risks. */
export function annotations(plan: Plan): Record<string, string> {
  const { props, set, indexReplicas } = plan;
  const { needed, roles, dependsOn } = set;
  const holdsShards = roles.some(isDataRole);
  return {
    ...annotationsOf({ needed, availability: props.availability, ...(dependsOn.length > 0 && { dependsOn }) }),
    ...(roles.length > 0 && { [annotation.elasticsearchRoles]: roles.join(', ') }),
    ...(holdsShards && {
      [annotation.elasticsearchIndexReplicas]: String(indexReplicas),
      [annotation.elasticsearchAwareness]: awarenessOf(plan).join(', '),
    }),
    ...Object.fromEntries(acceptedRisks(plan).flatMap((risk) => Object.entries(acceptAnnotation(risk)))),
  };
}

/** The rules of other tools that its StatefulSet contradicts on purpose. */
export function contradictedRules({ props, set }: Plan): ExemptionName[] {
  return [
    'cpuLimit',
    'pullPolicy',
    'elasticsearchUser',
    'elasticsearchLiveness',
    ...(props.imageDigest ? [] : (['elasticsearchTag'] as const)),
    'elasticsearchDisk',
    ...(set.count > 1 ? (['hostAntiAffinity'] as const) : []),
  ];
}

function acceptedRisks({ props }: Plan): Accept[] {
  const { memory, mmap, resize, security, snapshots, zoneLoss } = props;
  return [
    ...(props.accept ? [{ accept: props.accept, because: props.because }] : []),
    ...(security?.accept ? [security] : []),
    ...(snapshots?.accept ? [snapshots] : []),
    ...(typeof mmap === 'object' ? [mmap] : []),
    ...(memory ? [memory] : []),
    ...(resize ? [resize] : []),
    ...(zoneLoss ? [zoneLoss] : []),
  ];
}
