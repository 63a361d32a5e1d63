import type { Written, WrittenCatalog, WrittenDifference } from './notation';
import { parseType, type Type } from './type';

/** The kinds of one release, and of what it is built on. Definitions are taken apart when they are first met. */
export class Catalog {
  private readonly types = new Map<string, Type>();

  private readonly written: WrittenCatalog | WrittenDifference;
  private readonly base: Catalog | undefined;

  constructor(written: WrittenCatalog | WrittenDifference, base?: Catalog) {
    this.written = written;
    this.base = base;
  }

  /** The release that the catalog was read from, such as `v1.36.3`. */
  get release(): string {
    return this.written.release;
  }

  /** Whether these kinds are added to a cluster by CustomResourceDefinitions. */
  get isCustom(): boolean {
    return this.written.custom === true;
  }

  /** The type of the objects of a kind; undefined for a kind that the apiVersion doesn't have. */
  kind(apiVersion: string, kind: string): Type | undefined {
    const name = own(own(this.written.kinds, apiVersion), kind);
    if (name === undefined) return this.base?.kind(apiVersion, kind);
    return name === null ? undefined : this.definition(name);
  }

  /** The apiVersions that have a kind of this name. */
  apiVersionsOf(kind: string): string[] {
    return this.apiVersions().filter((apiVersion) => this.kind(apiVersion, kind) !== undefined);
  }

  /** Every apiVersion with a kind in it. */
  apiVersions(): string[] {
    const names = new Set([...(this.base?.apiVersions() ?? []), ...Object.keys(this.written.kinds)]);
    return [...names].filter((apiVersion) => this.kindsOf(apiVersion).length > 0);
  }

  /** The kinds of an apiVersion. */
  kindsOf(apiVersion: string): string[] {
    const names = new Set([...(this.base?.kindsOf(apiVersion) ?? []), ...Object.keys(own(this.written.kinds, apiVersion) ?? {})]);
    return [...names].filter((kind) => own(own(this.written.kinds, apiVersion), kind) !== null);
  }

  /** What a definition's name stands for. */
  definition(name: string): Type {
    const met = this.types.get(name);
    if (met) return met;
    const written = this.find(name);
    if (written === undefined) throw new Error(`schema data ${this.release}: nothing is called '${name}'`);
    const type = parseType(written);
    this.types.set(name, type);
    return type;
  }

  private find(name: string): Written | undefined {
    return own(this.written.definitions, name) ?? this.base?.find(name);
  }
}

/** A manifest may say `kind: constructor`, which is on every object but no kind. */
function own<T>(record: Record<string, T> | undefined | null, key: string): T | undefined {
  return record && Object.hasOwn(record, key) ? record[key] : undefined;
}
