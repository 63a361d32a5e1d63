import { styleText } from 'node:util';
import { changeBetween } from '../change/change';
import type { ChangeResult } from '../change/result';
import { serviceChanges } from '../change/services';
import { InputError } from '../manifests/input-error';
import { placed, topologySource } from '../platform/topology-source';
import { changeMarkdown } from '../report/change/markdown';
import { changeText, plain } from '../report/change/text';
import type { DiffRequest } from './arguments';
import { type Sides, sidesOf } from './sides';
import type { Streams } from './streams';

/** A change and what changes. */
interface Named extends ChangeResult {
  readonly name: string;
}

/**
 * `nines diff`: what a change of manifests does.
 *
 * @returns 0 if nothing differs, 3 if something dangerous isn't accepted, otherwise 1
 * @throws InputError, UnreadableError, TopologyError, DeclarationError: unusable input
 */
export function diff(asked: DiffRequest, streams: Streams): number {
  const sides = sidesOf(asked);
  if (asked.topology !== undefined && sides.length > 1)
    throw new InputError('--topology is that of one environment', `name one of them, such as nines diff HEAD:dist/${sides[0]?.name}`);
  const changes = sides.map((side) => ({ name: side.name, ...compared(side, asked.topology) }));
  streams.out(rendered(changes, asked.format, streams.hasColors ?? false));
  return exitCode(changes);
}

function compared({ base, head }: Sides, topology: string | undefined): ChangeResult {
  const result = changeBetween(base, head);
  if (topology === undefined) return result;
  const source = topologySource(topology);
  return { ...result, services: placed(source, () => serviceChanges(result, base, head, source.topology)) };
}

/** Changes in a format. */
export function rendered(changes: readonly Named[], format: DiffRequest['format'], hasColors: boolean): string {
  if (format === 'json') return `${JSON.stringify({ changes }, null, 2)}\n`;
  if (format === 'markdown') return changes.map((change) => changeMarkdown(change, change.name)).join('\n');
  const style = hasColors ? (mark: Parameters<typeof styleText>[0], text: string) => styleText(mark, text) : plain;
  return changes.map((change) => changeText(change, change.name, style)).join('\n');
}

/** The exit code for changes. */
export function exitCode(changes: readonly Pick<ChangeResult, 'objects' | 'hazards'>[]): number {
  if (changes.some(({ hazards }) => hazards.some(({ accepted }) => accepted === undefined))) return 3;
  return changes.some(({ objects }) => objects.length > 0) ? 1 : 0;
}
