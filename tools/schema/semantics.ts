import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Semantics } from '../../src/schema/semantics';
import { type GoModule, goModule } from './go-module';
import { type OpenApi, shortName } from './openapi';

interface Field {
  readonly name: string;
  readonly isPointer: boolean;
}

/** A Go struct of the API: its fields, and the types that it embeds inline. */
interface Struct {
  readonly fields: readonly Field[];
  readonly inline: readonly string[];
}

/** The modules with the Go types of the API, and the folder of their packages. A definition is named by its package and version. */
const modules: readonly { readonly module: string; readonly folder: string }[] = [
  { module: 'k8s.io/api', folder: '' },
  { module: 'k8s.io/apimachinery', folder: 'pkg/apis' },
  { module: 'k8s.io/apiextensions-apiserver', folder: 'pkg/apis' },
  { module: 'k8s.io/kube-aggregator', folder: 'pkg/apis' },
];

/** A Go file of the API, and what its definitions' names begin with: `apps.v1`. */
export interface GoSource {
  readonly prefix: string;
  readonly text: string;
}

/** Reads the semantics of a release from its Go modules. @param release that of Kubernetes, such as `v1.36.3`, whose modules have the version v0.36.3 */
export function readSemantics(document: OpenApi, definitions: Iterable<string>, release: string): Semantics {
  const sources = modules.flatMap(({ module, folder }) => sourcesOf(goModule(module, release.replace(/^v1/, 'v0')), folder));
  return semanticsOf(document, definitions, sources, release);
}

/**
 * What the OpenAPI document doesn't say, or our notation doesn't: which fields are pointers in Go, where an empty value is not the same as none, and
 * the keys of lists.
 */
export function semanticsOf(document: OpenApi, definitions: Iterable<string>, sources: readonly GoSource[], release: string): Semantics {
  const structs = new Map(sources.flatMap(({ prefix, text }) => structsIn(text, prefix)));
  const pointers: Record<string, readonly string[]> = {};
  for (const name of definitions) {
    // The server writes a status, and no manifest.
    if (name.endsWith('Status')) continue;
    const struct = structs.get(name);
    if (struct) pointers[name] = fieldsOf(struct, name, structs).flatMap((field) => (field.isPointer ? [field.name] : []));
  }
  return { release, pointers, lists: listsOf(document) };
}

function sourcesOf({ folder }: GoModule, packages: string): readonly GoSource[] {
  const root = join(folder, packages);
  return foldersIn(root).flatMap((group) =>
    foldersIn(join(root, group))
      .filter((name) => /^v\d/.test(name))
      .flatMap((version) =>
        readdirSync(join(root, group, version))
          .filter((file) => /^(types.*|generated.*types)\.go$/.test(file))
          .map((file) => ({ prefix: `${group}.${version}`, text: readFileSync(join(root, group, version, file), 'utf8') })),
      ),
  );
}

function foldersIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
}

/** The structs of a Go file, by definition. */
function structsIn(source: string, prefix: string): readonly (readonly [string, Struct])[] {
  return [...source.matchAll(/^type (\w+) struct \{\n(.*?)^\}/gms)].map(([, name, body = '']) => {
    const fields: Field[] = [];
    const inline: string[] = [];
    for (const [, , pointer, type = '', tag = ''] of body.matchAll(/^\t(?:(\w+)\s+)?(\*?)([\w.[\]*]+)\s+`json:"([^"]*)"/gm)) {
      const [json = '', ...options] = tag.split(',');
      if (options.includes('inline') || json === '') inline.push(type);
      else if (json !== '-') fields.push({ name: json, isPointer: pointer === '*' });
    }
    return [`${prefix}.${name}`, { fields, inline }];
  });
}

function fieldsOf({ fields, inline }: Struct, name: string, structs: ReadonlyMap<string, Struct>): readonly Field[] {
  const prefix = name.slice(0, name.lastIndexOf('.'));
  const embedded = inline.flatMap((type) => {
    const struct = structs.get(`${prefix}.${type}`);
    return struct ? fieldsOf(struct, `${prefix}.${type}`, structs) : [];
  });
  return [...fields, ...embedded];
}

interface Listed {
  readonly 'x-kubernetes-list-type'?: string;
  readonly 'x-kubernetes-list-map-keys'?: readonly string[];
}

/** The keys of each list by `definition.field`; none for a list that is a set. */
function listsOf({ definitions }: OpenApi): Record<string, readonly string[]> {
  const lists: Record<string, readonly string[]> = {};
  for (const [name, { properties = {} }] of Object.entries(definitions)) {
    for (const [field, property] of Object.entries(properties)) {
      const { 'x-kubernetes-list-type': type, 'x-kubernetes-list-map-keys': keys } = property as Listed;
      if ((type === 'set' || type === 'map') && !name.endsWith('Status')) lists[`${shortName(name)}.${field}`] = keys ?? [];
    }
  }
  return lists;
}
