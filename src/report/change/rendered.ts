import { type ChangeResult, isUnchanged } from '../../change/result';
import { colored, plain } from '../style';
import { changeMarkdown } from './markdown';
import { changeText } from './text';

/** The formats of a change. */
export const diffFormats = ['text', 'json', 'markdown'] as const;
export type DiffFormat = (typeof diffFormats)[number];

/** A change and what changes, such as an environment. */
export interface NamedChange extends ChangeResult {
  readonly name: string;
}

/** Changes in a format. */
export function rendered(changes: readonly NamedChange[], format: DiffFormat, hasColors: boolean): string {
  if (format === 'json') return `${JSON.stringify({ changes }, null, 2)}\n`;
  if (format === 'markdown') return changes.map((change) => changeMarkdown(change, change.name)).join('\n');
  return changes.map((change) => changeText(change, change.name, hasColors ? colored : plain)).join('\n');
}

/** The exit code for changes: 0 if nothing differs, 3 if something dangerous isn't accepted, otherwise 1. */
export function exitCode(changes: readonly NamedChange[]): number {
  if (changes.some(({ hazards }) => hazards.some(({ accepted }) => accepted === undefined))) return 3;
  return changes.every(isUnchanged) ? 0 : 1;
}
