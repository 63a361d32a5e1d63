import type { Dependency } from '../../manifests/declaration';

/** A dependency that nobody declared: what the manifests say lets it be inferred. */
export interface InferredDependency extends Dependency {
  /** What says so, in words: `DB_HOST`, `NetworkPolicy 'shop/db'`. */
  readonly from: string;

  /** Whether it may be needed, or not: then it can leave no proof, and refutes nothing. */
  readonly isPossible: boolean;

  /** Why some of its pods may not do, in words: then it can't be proved by how many of them are ready. */
  readonly doubt?: string;
}
