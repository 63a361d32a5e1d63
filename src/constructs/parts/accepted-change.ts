import type { Construct } from 'constructs';
import { type AcceptedChange, isObjectId, namedBy } from '../../manifests/accepted-change';
import { changeRisks } from '../../manifests/annotations';
import { requireReason } from './accept';
import { refuse } from './refuse';
import { shown } from './shown';

/**
 * Checks an accepted change and returns it.
 *
 * @param setting the prop that holds it
 * @throws on an unknown risk, if the reason is missing or blank, and unless it names the objects that it is about
 */
export function requireAcceptedChange(construct: Construct, change: AcceptedChange, setting: string): AcceptedChange {
  requireReason(construct, change, changeRisks, setting);
  const { accept, of } = change;
  if (accept === 'mass-deletion') return change;
  const named = of === undefined ? [] : namedBy(change);
  if (named.length === 0 || !named.every(isObjectId)) {
    const message = `must name the objects for which '${accept}' is accepted, got ${shown(of)}`;
    refuse(construct, {
      setting: `${setting}.of`,
      message,
      fix: "write them as messages name them, such as 'StatefulSet/shop/elasticsearch'",
    });
  }
  return change;
}
