/** When output has colours. */
export const colorChoices = ['auto', 'always', 'never'] as const;
export type ColorChoice = (typeof colorChoices)[number];

/**
 * Whether to write colours: as the option says, then as the environment does, and else on a terminal.
 *
 * `FORCE_COLOR` beats `NO_COLOR`, as in Node.js itself; `FORCE_COLOR=0` is off. Sources: https://no-color.org, https://force-color.org.
 */
export function hasColors(choice: ColorChoice, environment: NodeJS.ProcessEnv, isTerminal: boolean): boolean {
  if (choice !== 'auto') return choice === 'always';
  const { FORCE_COLOR: force, NO_COLOR: none, TERM: terminal } = environment;
  if (force !== undefined && force !== '') return force !== '0' && force !== 'false';
  return isTerminal && !none && terminal !== 'dumb';
}
