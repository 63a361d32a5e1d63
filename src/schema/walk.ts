import { type Path, pointerTo } from '../manifests/pointer';
import { isObject } from '../manifests/value';
import type { Catalog } from './catalog';
import type { SchemaFinding } from './finding';
import { checkLimits } from './limits';
import type { Limits } from './notation';
import { checkScalar, type Violation, wrongType } from './scalars';
import type { Type } from './type';
import { emptyField, missingField, notInEnum, unknownField } from './violations';
import { canBeEmptyText, zeroOf } from './zero';

/** The state of a walk. */
interface Walk {
  readonly catalog: Catalog;
  readonly path: (string | number)[];
  readonly findings: SchemaFinding[];
}

/**
 * Validates a value against its type, part by part.
 *
 * Custom resources are stored as written. Built-in kinds are decoded into Go values, where null becomes the zero value.
 */
export function walk(type: Type, value: unknown, catalog: Catalog, path: Path = []): SchemaFinding[] {
  const findings: SchemaFinding[] = [];
  visit(type, value, { catalog, path: [...path], findings });
  return findings;
}

function visit(type: Type, value: unknown, at: Walk, limits?: Limits): void {
  switch (type.form) {
    case 'reference':
      visit(at.catalog.definition(type.name), value, at, limits);
      break;
    case 'limit':
      visit(type.type, value, at, type.limits);
      for (const violation of checkLimits(type.limits, value)) report(violation, at);
      break;
    case 'fields':
      if (isObject(value)) visitFields(type, value, at, limits?.open);
      else report(wrongType(value, 'an object', fieldsAdvice), at);
      break;
    case 'list':
      if (Array.isArray(value)) visitList(type.of, value, at);
      else report(wrongType(value, 'a list', listAdvice), at);
      break;
    case 'map':
      if (isObject(value)) visitMap(type, value, at);
      else report(wrongType(value, 'an object', fieldsAdvice), at);
      break;
    case 'enum':
      report(notInEnum(type.words, value), at);
      break;
    case 'scalar':
      report(checkScalar(type.name, value), at);
      break;
  }
}

const fieldsAdvice = "write its fields, each as 'name: value'";
const listAdvice = "write each item on its own line, after '- '";

function visitFields(type: Fields, value: Record<string, unknown>, at: Walk, open?: boolean): void {
  for (const name in value) {
    const part = value[name];
    if (part === undefined) continue;
    const field = type.fields.get(name);
    if (field) {
      if (part !== null && !isDefaulted(type, name, field, part, at)) visitAt(name, field, part, at);
    } else if (!open) reportAt(name, unknownField(name, part, type.fields, at.catalog), at);
  }
  for (const name of type.required) visitRequired(name, type.fields.get(name) as Type, value[name], at);
}

type Fields = Extract<Type, { form: 'fields' }>;

/** To Go, an empty string is unset, so the default applies. */
function isDefaulted(type: Fields, name: string, field: Type, part: unknown, at: Walk): boolean {
  return part === '' && field.form === 'enum' && !at.catalog.isCustom && !type.required.includes(name);
}

function visitRequired(name: string, field: Type, part: unknown, at: Walk): void {
  if (part === undefined || (part === null && !isNullable(field))) report(missingField(name, field, at.catalog), at);
  // For the same reason an empty string counts as missing, except in a status.
  else if (part === '' && !at.catalog.isCustom && canBeEmptyText(field) && !at.path.includes('status'))
    reportAt(name, emptyField(name), at);
}

function visitList(of: Type, value: readonly unknown[], at: Walk): void {
  for (const [index, item] of value.entries()) {
    const part = item === null && !at.catalog.isCustom ? zeroOf(of, at.catalog) : item;
    if (part !== undefined) visitAt(index, of, part, at);
  }
}

function visitMap(type: Extract<Type, { form: 'map' }>, value: Record<string, unknown>, at: Walk): void {
  for (const key in value) {
    if (type.keys) reportAt(key, checkScalar(type.keys, key), at);
    const part = value[key];
    if (part !== null && part !== undefined) visitAt(key, type.of, part, at);
  }
}

const isNullable = (type: Type) => type.form === 'limit' && type.limits.nullable === true;

function visitAt(step: string | number, type: Type, value: unknown, at: Walk): void {
  at.path.push(step);
  visit(type, value, at);
  at.path.pop();
}

function reportAt(step: string | number, violation: Violation | undefined, at: Walk): void {
  at.path.push(step);
  report(violation, at);
  at.path.pop();
}

function report(violation: Violation | undefined, at: Walk): void {
  if (violation) at.findings.push({ pointer: pointerTo(at.path), ...violation });
}
