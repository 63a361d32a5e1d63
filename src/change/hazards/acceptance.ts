import { type ChangeReason, changeReasons } from '../../manifests/accepted-change';
import { refusedObject } from '../../manifests/annotations';
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
 * The reason that the manifests give for a hazard: on its object, or on the object's Namespace with the name of the object, where one that is gone can be
 * explained as well. If that Namespace is gone too, any other one of the manifests speaks for it. A reason on a Namespace that names no object is about the
 * Namespace itself.
 *
 * A reason holds for one change. One that was there before was given for an earlier change.
 */
export function acceptanceOf(hazard: Hazard, base: ObjectIndex, head: ObjectIndex): Acceptance | undefined {
  if (hazard.isFinal) return undefined;
  const given = holders(hazard, head).flatMap((holder) =>
    reasonsOf(hazard, holder).map(({ because }) => ({ because, isSpent: isOld(hazard, holder, because, base) })),
  );
  return given.find(({ isSpent }) => !isSpent) ?? given[0];
}

/** A hazard with the reason that is given for it. */
export function judged(hazard: Hazard, accepted: Acceptance | undefined): JudgedHazard {
  return { ...hazard, ...(accepted && (accepted.isSpent ? { spent: accepted.because } : { accepted: accepted.because })) };
}

function holders({ object }: Hazard, head: ObjectIndex): readonly KubernetesObject[] {
  const own = head.objects.filter((it) => idOf(it) === idOf(object));
  const namespaces = head.ofType('Namespace').filter((it) => idOf(it) !== idOf(object));
  const its = namespaces.filter(({ name }) => name === object.namespace);
  return [...own, ...(its.length > 0 ? its : namespaces)];
}

/** The reasons for a hazard on an object that may carry them. */
function reasonsOf({ risk, object }: Hazard, holder: KubernetesObject): readonly ChangeReason[] {
  const id = idOf(object);
  const isNameless = risk === 'mass-deletion' || idOf(holder) === id;
  if (risk === refusedObject) return [];
  return changeReasons(risk, holder.annotations).filter(({ of }) => (of.length === 0 ? isNameless : of.includes(id)));
}

function isOld({ risk, object }: Hazard, { type }: KubernetesObject, because: string, base: ObjectIndex): boolean {
  return base.ofType(type).some((before) => {
    // Under another name it is the same object to whoever gave the reason.
    const named = risk === refusedObject ? [] : changeReasons(risk, before.annotations);
    return named.some((it) => it.because === because && (it.of.length === 0 || it.of.includes(idOf(object))));
  });
}
