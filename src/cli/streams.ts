/** The streams that the command writes to. */
export interface Streams {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;

  /**
   * Whether the output understands colours.
   *
   * @default false
   */
  readonly hasColors?: boolean;

  /**
   * Whether standard input is a terminal, where nobody is about to write manifests.
   *
   * @default false
   */
  readonly isTerminal?: boolean;
}
