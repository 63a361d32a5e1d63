import { typeOf } from '../../src/manifests/scope';
import type { WrittenCatalog } from '../../src/schema/notation';

/** Where the objects of a kind live. */
export type Scope = 'Namespaced' | 'Cluster';

/** What a source says: the fields of its kinds, and by kind and group (`Deployment.apps`) where their objects live. */
export interface Source {
  readonly catalog: WrittenCatalog;
  readonly scopes: Readonly<Record<string, Scope>>;
}

/** Collects the scopes of kinds, which hold for every version of their group. */
export class Scopes {
  private readonly scopes: Record<string, Scope> = {};

  /** @throws if a kind is said to live in both places: `src/manifests/scope.ts` knows no versions */
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
