/** A key of a Secret in the application's namespace. Manifests refer to the value and never contain it. */
export interface SecretKey {
  /** The Secret's name. */
  readonly secret: string;

  /** The key in it. */
  readonly key: string;
}
