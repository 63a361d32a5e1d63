/** Where one side comes from. */
export type Origin =
  | { readonly kind: 'input' }
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'revision'; readonly revision: string; readonly path?: string };

/** Where the manifests of both sides come from. */
export interface Origins {
  readonly base: Origin;
  readonly head: Origin;
}
