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
}
