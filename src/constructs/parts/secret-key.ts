/** One value of a Secret in the application's namespace. Manifests refer to it and never hold it. */
export interface SecretKey {
  /** The Secret's name. */
  readonly secret: string;

  /** The key in it. */
  readonly key: string;
}
