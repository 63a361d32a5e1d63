import type { Path } from './pointer';

/** A parsed document and its origin, as far as it is known. */
export interface Document {
  readonly value: unknown;

  /**
   * The file that contains it.
   *
   * @default unknown
   */
  readonly file?: string;

  /**
   * The template of a chart that a document of standard input was rendered from. Lines are not those of the template.
   *
   * @default unknown
   */
  readonly template?: string;

  /**
   * Whether Kustomize builds objects from this file: it may change their names, labels and images.
   *
   * @default false
   */
  readonly isKustomized?: boolean;

  /**
   * Whether an API server returned it: it may have fields that no known release has.
   *
   * @default false
   */
  readonly isStored?: boolean;

  /**
   * The line and column of the value at a path, or of its nearest existing parent.
   *
   * @default unknown
   */
  readonly locate?: (path: Path) => { readonly line: number; readonly column: number };

  /**
   * The path of the construct that created it.
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
