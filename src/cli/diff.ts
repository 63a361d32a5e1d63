import { changeBetween } from '../change/change';
import type { ChangeResult } from '../change/result';
import { withServiceChanges } from '../change/services';
import { InputError } from '../manifests/input-error';
import { indexAt } from '../manifests/revision-index';
import { placed, topologySource } from '../platform/topology-source';
import { exitCode, rendered } from '../report/change/rendered';
import type { DiffRequest } from './arguments';
import { type Sides, sidesOf } from './sides';
import type { Streams } from './streams';

/**
 * `nines diff`: what a change of manifests does.
 *
 * @returns 0 if nothing differs, 3 if something dangerous isn't accepted, otherwise 1
 * @throws InputError, UnreadableError, TopologyError, DeclarationError: unusable input
 */
export function diff(asked: DiffRequest, streams: Streams): number {
  const sides = sidesOf(asked);
  if (asked.topology !== undefined && sides.filter(({ isShared }) => !isShared).length > 1)
    throw new InputError('--topology is that of one environment', `name one of them, such as nines diff HEAD:dist/${sides[0]?.name}`);
  const all = sides.map((side) => ({ isShared: side.isShared, change: { name: side.name, ...compared(side, asked.topology) } }));
  const changes = all.flatMap(({ isShared, change }) => (isShared && change.objects.length === 0 ? [] : [change]));
  streams.out(rendered(changes, asked.format, streams.hasColors ?? false));
  return exitCode(changes);
}

function compared({ base, head }: Sides, topology: string | undefined): ChangeResult {
  return withServices(changeBetween(base, head, { manifestsAt: indexAt }), { base, head }, topology);
}

/** A change with the services before and after, if there is a topology to judge them on. */
export function withServices(result: ChangeResult, { base, head }: Omit<Sides, 'name'>, topology: string | undefined): ChangeResult {
  if (topology === undefined) return result;
  const source = topologySource(topology);
  return placed(source, () => withServiceChanges(result, base, head, source.topology));
}
