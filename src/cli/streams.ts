import type { ColorChoice } from './colors';

/** The streams that the command writes to. */
export interface Streams {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;

  /**
   * Whether the output gets colours.
   *
   * @default no
   */
  readonly hasColors?: (choice: ColorChoice) => boolean;

  /**
   * Shows what is being done, in place of what it showed before; nothing for an empty text.
   *
   * @default not shown: standard error is no terminal
   */
  readonly progress?: (text: string) => void;

  /**
   * The day in UTC, such as `2026-11-22`.
   *
   * @default today
   */
  readonly today?: string;

  /**
   * Whether standard input is a terminal, where nobody is about to write manifests.
   *
   * @default false
   */
  readonly isTerminal?: boolean;
}

/** The day in UTC, such as 2026-11-22: an acceptance holds on its last day. */
export function dayOf({ today }: Pick<Streams, 'today'>): string {
  return today ?? new Date().toISOString().slice(0, '2026-11-22'.length);
}
