import { acceptAnnotationName, reasonFor } from '../../manifests/annotations';
import type { ObjectIdentity } from '../../manifests/diagnostic';
import { idOf } from '../../manifests/identity';
import type { KubernetesObject } from '../../manifests/object';
import type { ObjectIndex } from '../../manifests/object-index';
import type { Hazard } from '../hazard';
import type { JudgedHazard } from '../result';

/** A reason, and whether it was given for an earlier change. */
export interface Acceptance {
  readonly because: string;

  /** It is in the manifests before the change already. */
  readonly isSpent: boolean;
}

/**
 * The reason that the manifests give for a hazard: on the object, or on its Namespace, where an object that is gone can be explained as well. If that
 * Namespace is gone too, any other one of the manifests speaks for it.
 *
 * A reason holds for one change. One that was there before was given for an earlier change.
 */
export function acceptanceOf(hazard: Hazard, base: ObjectIndex, head: ObjectIndex): Acceptance | undefined {
  if (hazard.isFinal) return undefined;
  const given = holders(hazard.object, head).flatMap((object) => {
    const because = reasonFor(hazard.risk, object.annotations);
    return because === undefined ? [] : [{ because, isSpent: isOld(object, hazard, base) }];
  });
  return given.find(({ isSpent }) => !isSpent) ?? given[0];
}

/** A hazard with the reason that is given for it. */
export function judged(hazard: Hazard, accepted: Acceptance | undefined): JudgedHazard {
  return { ...hazard, ...(accepted && (accepted.isSpent ? { spent: accepted.because } : { accepted: accepted.because })) };
}

function holders(object: ObjectIdentity, head: ObjectIndex): readonly KubernetesObject[] {
  const own = head.objects.filter((it) => idOf(it) === idOf(object));
  const namespaces = head.ofType('Namespace');
  const its = namespaces.filter(({ name }) => name === object.namespace);
  return [...own, ...(its.length > 0 ? its : namespaces)];
}

function isOld({ type, annotations }: KubernetesObject, { risk }: Hazard, base: ObjectIndex): boolean {
  const name = acceptAnnotationName(risk);
  return base.ofType(type).some((before) => before.annotations.get(name) === annotations.get(name));
}
