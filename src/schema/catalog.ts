import type { Written, WrittenCatalog, WrittenDifference } from './notation';
import { parseType, type Type } from './type';

/** The kinds of one release and of its base catalog. Definitions are parsed on first use. */
export class Catalog {
  private readonly types = new Map<string, Type>();

  private readonly written: WrittenCatalog | WrittenDifference;
  private readonly base: Catalog | undefined;

  constructor(written: WrittenCatalog | WrittenDifference, base?: Catalog) {
    this.written = written;
    this.base = base;
  }

  /** The release that the catalog was generated from, such as `v1.36.3`. */
  get release(): string {
    return this.written.release;
  }

  /** Whether the kinds are defined by CustomResourceDefinitions. */
  get isCustom(): boolean {
    return this.written.custom === true;
  }

  /** The type of a kind; undefined if the apiVersion does not have it. */
  kind(apiVersion: string, kind: string): Type | undefined {
    const name = this.definitionOf(apiVersion, kind);
    return name === undefined ? undefined : this.definition(name);
  }

  /** The name of a kind's definition; undefined if the apiVersion does not have it. */
  definitionOf(apiVersion: string, kind: string): string | undefined {
    const name = own(own(this.written.kinds, apiVersion), kind);
    return name === undefined ? this.base?.definitionOf(apiVersion, kind) : (name ?? undefined);
  }

  /** The apiVersions that have a kind. */
  apiVersionsOf(kind: string): string[] {
    return this.apiVersions().filter((apiVersion) => this.kind(apiVersion, kind) !== undefined);
  }

  /** Every apiVersion with at least one kind. */
  apiVersions(): string[] {
    const names = new Set([...(this.base?.apiVersions() ?? []), ...Object.keys(this.written.kinds)]);
    return [...names].filter((apiVersion) => this.kindsOf(apiVersion).length > 0);
  }

  /** The kinds of an apiVersion. */
  kindsOf(apiVersion: string): string[] {
    const names = new Set([...(this.base?.kindsOf(apiVersion) ?? []), ...Object.keys(own(this.written.kinds, apiVersion) ?? {})]);
    return [...names].filter((kind) => own(own(this.written.kinds, apiVersion), kind) !== null);
  }

  /** The type of a definition. */
  definition(name: string): Type {
    const met = this.types.get(name);
    if (met) return met;
    const written = this.find(name);
    if (written === undefined) throw new Error(`schema data ${this.release}: unknown definition '${name}'`);
    const type = parseType(written);
    this.types.set(name, type);
    return type;
  }

  private find(name: string): Written | undefined {
    return own(this.written.definitions, name) ?? this.base?.find(name);
  }
}

/** Looks up own properties only: a manifest may have `kind: constructor`. */
function own<T>(record: Record<string, T> | undefined | null, key: string): T | undefined {
  return record && Object.hasOwn(record, key) ? record[key] : undefined;
}
