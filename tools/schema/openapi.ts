import type { Written } from '../../src/schema/notation';
import { definitionLimits, formatOf } from './field-formats';
import { isRequired } from './required-fields';
import { type Scope, Scopes, type Source } from './scopes';

/** The parts of Kubernetes' OpenAPI document (version 2) that are read. */
export interface OpenApi {
  readonly definitions: Record<string, Definition>;
  readonly paths: Record<string, { readonly post?: { readonly 'x-kubernetes-group-version-kind'?: GroupVersionKind } }>;
}

interface Definition {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly items?: Definition;
  readonly additionalProperties?: Definition;
  readonly properties?: Record<string, Definition>;
  readonly required?: readonly string[];
  readonly 'x-kubernetes-group-version-kind'?: readonly GroupVersionKind[];
}

interface GroupVersionKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

type Enums = ReadonlyMap<string, readonly string[]>;

/** Definitions with custom Go marshalling, for which the document does not state the accepted values. */
const byHand: Record<string, string> = {
  'meta.v1.Time': 'time',
  'meta.v1.MicroTime': 'micro-time',
  'meta.v1.FieldsV1': 'object',
  'resource.Quantity': 'quantity',
  'intstr.IntOrString': 'int-or-string',
  'runtime.RawExtension': 'object',
};

/** The built-in kinds that a client can create, with the definitions they use. */
export function readOpenApi(document: OpenApi, enums: Enums, release: string): Source {
  const created = creatable(document);
  const scopes = new Scopes();
  const kinds: Record<string, Record<string, string>> = {};
  const definitions: Record<string, Written> = {};
  for (const [name, definition] of Object.entries(document.definitions)) {
    for (const { group, version, kind } of definition['x-kubernetes-group-version-kind'] ?? []) {
      const apiVersion = group === '' ? version : `${group}/${version}`;
      const scope = created.get(`${apiVersion} ${kind}`);
      if (scope === undefined) continue;
      kinds[apiVersion] = { ...kinds[apiVersion], [kind]: shortName(name) };
      scopes.addKind(apiVersion, kind, scope);
      collect(name, document, enums, definitions);
    }
  }
  return { catalog: { release, kinds, definitions }, scopes: scopes.byType };
}

/** The kinds that a collection accepts by POST. Subresources (Scale, Eviction) are not manifests. */
function creatable(document: OpenApi): Map<string, Scope> {
  const scopes = new Map<string, Scope>();
  for (const [path, { post }] of Object.entries(document.paths)) {
    const created = post?.['x-kubernetes-group-version-kind'];
    if (!created || path.includes('{name}')) continue;
    const apiVersion = created.group === '' ? created.version : `${created.group}/${created.version}`;
    scopes.set(`${apiVersion} ${created.kind}`, path.includes('{namespace}') ? 'Namespaced' : 'Cluster');
  }
  return scopes;
}

function collect(name: string, document: OpenApi, enums: Enums, into: Record<string, Written>): void {
  const short = shortName(name);
  const definition = document.definitions[name];
  if (short in into || short in byHand || !definition?.properties) return;
  const fields: Record<string, Written> = {};
  const limits = definitionLimits[short];
  into[short] = limits ? ['limit', fields, limits] : fields;
  for (const [field, type] of Object.entries(definition.properties)) {
    const mark = isRequired(short, field, definition.required) ? '!' : '';
    fields[field + mark] = formatOf(short, field) ?? write(type, `${short}.${field}`, document, enums);
    for (const reference of references(type)) collect(reference, document, enums, into);
  }
}

function references(type: Definition): string[] {
  if (type.$ref) return [target(type.$ref)];
  return [type.items, type.additionalProperties].flatMap((of) => (of ? references(of) : []));
}

function write(type: Definition, path: string, document: OpenApi, enums: Enums): Written {
  if (type.$ref) return writeReference(target(type.$ref), document);
  const words = enums.get(path);
  if (words) return oneOf(words.filter((word) => word !== ''));
  if (type.items) return around(write(type.items, `${path}[]`, document, enums), 'list');
  if (type.additionalProperties) return around(write(type.additionalProperties, `${path}[]`, document, enums), 'map');
  return scalar(type);
}

function writeReference(name: string, document: OpenApi): Written {
  const short = shortName(name);
  const definition = document.definitions[name];
  if (definition?.properties) return byHand[short] ?? short;
  // An object without properties accepts no fields, not any field.
  return byHand[short] ?? (definition?.type === 'object' ? {} : scalar(definition ?? {}));
}

/** A list or map of a type, in the short form if there is one. */
export function around(of: Written, what: 'list' | 'map'): Written {
  if (typeof of === 'string') return of + (what === 'list' ? '[]' : '{}');
  return [what, of];
}

/** An enum. */
export function oneOf(words: readonly string[]): string {
  const unclear = words.find((word) => /\||\[\]$|\{\}$/.test(word));
  if (unclear !== undefined) throw new Error(`the notation cannot express the enum value '${unclear}'`);
  return `=${words.join('|')}`;
}

/** The type of a scalar. */
export function scalar({ type, format }: { readonly type?: string; readonly format?: string }): string {
  if (type === 'integer') return format === 'int32' ? 'int32' : 'int64';
  if (type === 'string' && format === 'date-time') return 'time';
  if (type === 'string' && format === 'byte') return 'bytes';
  return type ?? 'any';
}

const target = (reference: string) => reference.slice('#/definitions/'.length);

/** `io.k8s.api.apps.v1.Deployment` is `apps.v1.Deployment`, and likewise for the other packages. */
export const shortName = (name: string) => name.replace(/^io\.k8s\.(api\.|[\w-]+\.pkg\.(apis\.|api\.|util\.)?)/, '');
