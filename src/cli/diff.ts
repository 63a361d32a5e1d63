import { DeclarationError, TopologyError } from '../availability';
import { changeBetween } from '../change/change';
import type { ChangeResult } from '../change/result';
import { withServiceChanges } from '../change/services';
import { InputError } from '../manifests/input-error';
import { indexAt } from '../manifests/revision-index';
import { placed } from '../platform/topology-source';
import { exitCode, rendered } from '../report/change/rendered';
import type { DiffRequest } from './arguments';
import { type ComparedTopologies, namedTopologies } from './compared-topologies';
import { type Sides, sidesOf } from './sides';
import type { Streams } from './streams';

/**
 * `nines diff`: what a change of manifests does.
 *
 * @returns 0 if nothing differs, 3 if something dangerous isn't accepted, otherwise 1
 * @throws InputError, UnreadableError, TopologyError, DeclarationError: unusable input
 */
export function diff(asked: DiffRequest, streams: Streams): number {
  const { color } = asked;
  const { sides, origins } = sidesOf(asked);
  if (asked.topology !== undefined && sides.filter(({ isShared }) => !isShared).length > 1)
    throw new InputError('--topology is that of one environment', `name one of them, such as nines diff HEAD:dist/${sides[0]?.name}`);
  const named = namedTopologies(asked, origins);
  const all = sides.map((side) => ({ isShared: side.isShared, change: { name: side.name, ...compared(side, named) } }));
  const changes = all.flatMap(({ isShared, change }) => (isShared && change.objects.length === 0 ? [] : [change]));
  streams.out(rendered(changes, asked.format, streams.hasColors?.(color ?? 'auto') ?? false));
  return exitCode(changes);
}

function compared({ base, head, topologies }: Sides, named: ComparedTopologies | undefined): ChangeResult {
  return withServices(changeBetween(base, head, { manifestsAt: indexAt }), { base, head }, named ?? topologies);
}

/**
 * A change with the services before and after, if there is a topology to judge them on. Nobody asked for one that lies beside the manifests, so what it
 * can't judge is left out.
 */
export function withServices(
  result: ChangeResult,
  { base, head }: Pick<Sides, 'base' | 'head'>,
  topologies: ComparedTopologies | undefined,
): ChangeResult {
  if (topologies === undefined) return result;
  const { base: before, head: after, isAsked } = topologies;
  const both = { before: before?.topology, after: after.topology };
  // A pull request that changes nothing has nothing to prove.
  if (!isAsked && result.objects.length === 0 && before === after) return result;
  if (isAsked) return placed(after, () => withServiceChanges(result, base, head, both));
  try {
    return withServiceChanges(result, base, head, both);
  } catch (error) {
    if (error instanceof DeclarationError || error instanceof TopologyError) return result;
    throw error;
  }
}
