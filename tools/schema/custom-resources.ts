import type { Limits, Written } from '../../src/schema/notation';
import { around, oneOf, scalar } from './openapi';
import { type Scope, Scopes, type Source } from './scopes';
import { share } from './share';

/** The parts of a CustomResourceDefinition that are read. */
export interface CustomResourceDefinition {
  readonly spec: {
    readonly group: string;
    readonly scope: Scope;
    readonly names: { readonly kind: string };
    readonly versions: readonly {
      readonly name: string;
      readonly served: boolean;
      readonly schema: { readonly openAPIV3Schema: Schema };
    }[];
  };
}

/** A structural schema: https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/ */
interface Schema {
  readonly type?: string;
  readonly format?: string;
  readonly properties?: Record<string, Schema>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly nullable?: boolean;
  readonly 'x-kubernetes-int-or-string'?: boolean;
  readonly 'x-kubernetes-preserve-unknown-fields'?: boolean;
  readonly 'x-kubernetes-list-type'?: 'atomic' | 'map' | 'set';
  readonly 'x-kubernetes-list-map-keys'?: readonly string[];
}

/** The custom resources of a project, in the versions that it serves. */
export function readCustomResources(resources: readonly CustomResourceDefinition[], release: string): Source {
  const scopes = new Scopes();
  const kinds: Record<string, Record<string, string>> = {};
  const roots: Record<string, Written> = {};
  for (const { spec } of resources) {
    for (const version of spec.versions.filter(({ served }) => served)) {
      const apiVersion = `${spec.group}/${version.name}`;
      const definition = `${spec.names.kind}.${version.name}`;
      kinds[apiVersion] = { ...kinds[apiVersion], [spec.names.kind]: definition };
      scopes.addKind(apiVersion, spec.names.kind, spec.scope);
      roots[definition] = writeRoot(version.schema.openAPIV3Schema);
    }
  }
  return { catalog: { custom: true, release, kinds, definitions: share(roots) }, scopes: scopes.byType };
}

/** The fields that every object has come from Kubernetes, not from the custom resource. */
function writeRoot(schema: Schema): Written {
  const own = write(schema) as Record<string, Written>;
  return { ...own, apiVersion: 'string', kind: 'string', metadata: 'meta.v1.ObjectMeta' };
}

function write(schema: Schema): Written {
  const type = writeType(schema);
  const limits = limitsOf(schema);
  return Object.keys(limits).length === 0 ? type : ['limit', type, limits];
}

function writeType(schema: Schema): Written {
  // Custom resources are not decoded into 32-bit Go values, unlike built-in kinds.
  if (schema['x-kubernetes-int-or-string']) return 'int64-or-string';
  if (schema.enum?.every((word) => typeof word === 'string')) return oneOf(schema.enum);
  if (schema.type === 'array') return around(write(schema.items ?? {}), 'list');
  if (schema.properties) return writeFields(schema.properties, schema.required ?? []);
  if (typeof schema.additionalProperties === 'object') return around(write(schema.additionalProperties), 'map');
  if (schema['x-kubernetes-preserve-unknown-fields'] || schema.additionalProperties === true) return schema.type ?? 'any';
  return schema.type === 'object' ? {} : scalar(schema);
}

function writeFields(properties: Record<string, Schema>, required: readonly string[]): Written {
  return Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => {
      // The API server sets defaults before it checks required fields.
      const mark = required.includes(name) && schema.default === undefined ? '!' : '';
      return [name + mark, write(schema)];
    }),
  );
}

const copied = [
  'pattern',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'minItems',
  'maxItems',
  'minProperties',
  'maxProperties',
] as const;

function limitsOf(schema: Schema): Limits {
  const text = schema as Record<string, unknown>;
  const list = schema['x-kubernetes-list-type'];
  return {
    ...Object.fromEntries(
      copied.filter((word) => text[word] !== undefined && (word !== 'pattern' || isShared(text[word]))).map((word) => [word, text[word]]),
    ),
    ...(list === 'map' && { keys: schema['x-kubernetes-list-map-keys'] ?? [] }),
    ...(list === 'set' && { keys: [] }),
    ...(schema.nullable && { nullable: true }),
    ...(schema['x-kubernetes-preserve-unknown-fields'] && schema.properties && { open: true }),
    ...(schema.enum?.some((value) => typeof value !== 'string') && { values: schema.enum }),
  };
}

/** Patterns are written for Go. The few that JavaScript interprets differently are left to the cluster. */
function isShared(pattern: unknown): boolean {
  return !/\(\?[a-zA-Z]|\\[pPzAQE]|\[\[:/.test(String(pattern));
}
