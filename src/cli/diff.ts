import { DeclarationError, TopologyError } from '../availability';
import { changeBetween } from '../change/change';
import type { ChangeResult } from '../change/result';
import { withServiceChanges } from '../change/services';
import { InputError } from '../manifests/input-error';
import { indexAt } from '../manifests/revision-index';
import { placed } from '../platform/topology-source';
import { exitCode, rendered } from '../report/change/rendered';
import type { DiffRequest } from './arguments';
import { ComparedConfiguration } from './compared-configuration';
import { type ComparedTopologies, namedTopologies } from './compared-topologies';
import { type Sides, sidesOf } from './sides';
import { dayOf, type Streams } from './streams';

/**
 * `nines diff`: what a change of manifests does.
 *
 * @returns 0 if nothing differs, 3 if something dangerous isn't accepted, otherwise 1
 * @throws InputError, UnreadableError, TopologyError, DeclarationError: unusable input
 */
export function diff(asked: DiffRequest, streams: Streams): number {
  const { color } = asked;
  const configuration = new ComparedConfiguration(asked);
  const { sides, origins } = sidesOf(asked, asked.base === undefined && asked.head === undefined ? configuration.path() : undefined);
  if (asked.topology !== undefined && sides.filter(({ isShared }) => !isShared).length > 1)
    throw new InputError('--topology is that of one environment', `name one of them, such as nines diff HEAD:dist/${sides[0]?.name}`);
  const named = namedTopologies({ ...asked, topology: asked.topology ?? configuration.topology }, origins);
  const target = asked.target ?? configuration.target;
  const all = sides.map((side) => {
    const topologies = named ?? side.topologies;
    const declared = topologies && configuration.declaredOn(topologies, side);
    const result = withServices(changeBetween(side.base, side.head, { manifestsAt: indexAt }), side, declared, { target });
    const hazards = configuration.accepted(result.hazards, origins, dayOf(streams));
    return { isShared: side.isShared, change: { name: side.name, ...result, hazards } };
  });
  const changes = all.flatMap(({ isShared, change }) => (isShared && change.objects.length === 0 ? [] : [change]));
  streams.out(rendered(changes, asked.format, streams.hasColors?.(color ?? 'auto') ?? false));
  return exitCode(changes);
}

/**
 * A change with the services before and after, if there is a topology to judge them on. Nobody asked for one that lies beside the manifests, so what it
 * can't judge is left out.
 */
export function withServices(
  result: ChangeResult,
  { base, head }: Pick<Sides, 'base' | 'head'>,
  topologies: ComparedTopologies | undefined,
  options: { readonly target?: number } = {},
): ChangeResult {
  if (topologies === undefined) return result;
  const { base: before, head: after, isAsked } = topologies;
  const both = { before: before?.topology, after: after.topology };
  // A pull request that changes nothing has nothing to prove.
  if (!isAsked && result.objects.length === 0 && before === after) return result;
  if (isAsked) return placed(after, () => withServiceChanges(result, base, head, both, options));
  try {
    return withServiceChanges(result, base, head, both, options);
  } catch (error) {
    if (error instanceof DeclarationError || error instanceof TopologyError) return result;
    throw error;
  }
}
