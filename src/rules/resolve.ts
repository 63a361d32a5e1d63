import { idOf } from '../manifests/identity';
import type { Reference } from '../manifests/reference';
import { standard } from '../manifests/standard';
import { show } from '../manifests/words';
import type { Complaint, Context } from './rule';

/**
 * The finding for a reference that nothing in the manifests or the known cluster satisfies: for the application's own objects.
 *
 * It is as severe as its rule where the name is a typo, belongs to another namespace, or is missing from a complete list. Else it is a hint: another
 * chart, an operator or a person may create the object.
 */
export function missing(reference: Reference, context: Context): Complaint | undefined {
  if (isKnown(reference, context)) return undefined;
  const { at, type, namespace, name } = reference;
  const elsewhere = context.index.namespacesOf(type, name).filter((other) => other !== namespace);
  const kind = kindOf(type);
  const notFound = `${kind} ${show(name)} not found${inNamespace(namespace)}`;
  if (elsewhere[0] !== undefined) {
    const message = `${notFound}, but it exists in '${elsewhere[0]}'`;
    const { namespaceAt } = reference;
    if (namespaceAt) return { at: namespaceAt, message, fix: `write 'namespace: ${elsewhere[0]}'` };
    return { at, message, fix: 'move both into the same namespace: this field cannot refer to another one' };
  }
  const add = `add it to the manifests, or ${listing(reference)}`;
  const spelling = context.index.spelling(type, namespace);
  const typo = spelling?.typo(name);
  const isListed = context.provided.lists(kind);
  if (typo === undefined && !isListed) return { at, message: notFound, fix: add, severity: 'hint' };
  const meant = typo ?? spelling?.nearest(name) ?? context.provided.nearest(kind, namespace, name);
  return { at, message: notFound, fix: meant ? `write '${meant}', ${add}` : add };
}

/**
 * The same for objects that the platform or a person provides, such as a Secret: they need not be in the manifests. One counts as missing if
 * `provided` lists its kind but not its name, or if its name is a typo of an existing one.
 */
export function missingFromPlatform(reference: Reference, context: Context, unless?: (name: string) => boolean): Complaint | undefined {
  if (isKnown(reference, context)) return undefined;
  const { at, type, namespace, name } = reference;
  if (context.provided.lists(kindOf(type))) return missing(reference, context);
  const meant = context.index.spelling(type, namespace)?.typo(name, unless);
  if (meant === undefined) return undefined;
  const message = `${kindOf(type)} ${show(name)} not found${inNamespace(namespace)}, but '${meant}' exists`;
  return { at, message, fix: `write '${meant}', or ${listing(reference)}` };
}

/** Whether an object is in the manifests, listed as provided, part of every cluster, or possibly created by an operator. */
export function isKnown({ type, namespace, name }: Reference, { index, provided }: Context): boolean {
  const kind = kindOf(type);
  if (index.find(type, namespace, name) || provided.has(kind, namespace, name) || standard(type, namespace, name)) return true;
  return namespace !== '' && index.mayBeMadeByOperator(namespace, name);
}

/** Whether the manifests run workloads in a namespace. About any other namespace they say nothing. */
export function isOurs(namespace: string, { index }: Context): boolean {
  return index.runsIn(namespace);
}

/** The kind of a type, without its API group. */
function kindOf(type: string): string {
  const dot = type.indexOf('.');
  return dot < 0 ? type : type.slice(0, dot);
}

/** The fix for an object that the cluster has besides the manifests. */
export function listing({ type, namespace, name }: Pick<Reference, 'type' | 'namespace' | 'name'>): string {
  return `list '${idOf({ kind: kindOf(type), namespace, name })}' under 'provided' (topology file or environment)`;
}

function inNamespace(namespace: string): string {
  return namespace ? ` in namespace '${namespace}'` : '';
}
