import type { Path } from './pointer';

/** A parsed document of manifests and what is known of where it comes from. */
export interface Document {
  readonly value: unknown;

  /**
   * The file that it stands in.
   *
   * @default unknown
   */
  readonly file?: string;

  /**
   * Line and column of the value at a path, or of its nearest parent that is there.
   *
   * @default unknown
   */
  readonly locate?: (path: Path) => { readonly line: number; readonly column: number };

  /**
   * The path of the construct that made it.
   *
   * @default unknown
   */
  readonly path?: string;
}

/** A document that was read from a file. */
export interface ReadDocument extends Document {
  readonly file: string;
  readonly locate: NonNullable<Document['locate']>;
}
