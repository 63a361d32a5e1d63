import { type Accept, acceptAnnotation, annotation, annotationsOf } from '../../manifests/annotations';
import type { ExemptionName } from '../parts/exemptions';
import type { Plan } from './plan';
import { awarenessOf, ROLES } from './settings';

/** The facts that a proof of its availability needs, and the accepted risks. */
export function annotations(plan: Plan): Record<string, string> {
  const { props, masters, indexReplicas } = plan;
  return {
    ...annotationsOf({ needed: Math.floor(masters / 2) + 1, availability: props.availability }),
    [annotation.elasticsearchRoles]: ROLES.join(', '),
    [annotation.elasticsearchIndexReplicas]: String(indexReplicas),
    [annotation.elasticsearchAwareness]: awarenessOf(plan).join(', '),
    ...Object.fromEntries(acceptedRisks(plan).flatMap((risk) => Object.entries(acceptAnnotation(risk)))),
  };
}

/** The rules of other tools that its StatefulSet contradicts on purpose. */
export function contradictedRules({ props, masters }: Plan): ExemptionName[] {
  return [
    'cpuLimit',
    'pullPolicy',
    'elasticsearchUser',
    'elasticsearchLiveness',
    ...(props.imageDigest ? [] : (['elasticsearchTag'] as const)),
    'elasticsearchDisk',
    ...(masters > 1 ? (['hostAntiAffinity'] as const) : []),
  ];
}

function acceptedRisks({ props }: Plan): Accept[] {
  const { memory, mmap, resize, security } = props;
  return [
    ...(props.accept ? [{ accept: props.accept, because: props.because }] : []),
    ...(security?.accept ? [security] : []),
    ...(typeof mmap === 'object' ? [mmap] : []),
    ...(memory ? [memory] : []),
    ...(resize ? [resize] : []),
  ];
}
