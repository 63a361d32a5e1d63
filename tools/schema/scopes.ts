import { typeOf } from '../../src/manifests/scope';
import type { WrittenCatalog } from '../../src/schema/notation';

/** The scope of a kind. */
export type Scope = 'Namespaced' | 'Cluster';

/** The contents of a source: the fields of its kinds, and the scope of each kind and group (`Deployment.apps`). */
export interface Source {
  readonly catalog: WrittenCatalog;
  readonly scopes: Readonly<Record<string, Scope>>;
}

/** Collects the scopes of kinds, which are the same for every version of their group. */
export class Scopes {
  private readonly scopes: Record<string, Scope> = {};

  /** @throws if a kind has both scopes: `src/manifests/scope.ts` does not distinguish versions */
  add(type: string, scope: Scope): void {
    const known = this.scopes[type] ?? scope;
    if (known !== scope) throw new Error(`${type} is both ${known} and ${scope}: its scope depends on the version`);
    this.scopes[type] = scope;
  }

  addKind(apiVersion: string, kind: string, scope: Scope): void {
    this.add(typeOf(apiVersion, kind), scope);
  }

  addAll({ scopes }: Source): void {
    for (const [type, scope] of Object.entries(scopes)) this.add(type, scope);
  }

  get byType(): Readonly<Record<string, Scope>> {
    return this.scopes;
  }

  /** The types of one scope, sorted. */
  typesOf(scope: Scope): string[] {
    return Object.keys(this.scopes)
      .filter((type) => this.scopes[type] === scope)
      .sort();
  }
}
