import type { Reference } from '../manifests/reference';
import { show } from '../manifests/words';
import type { Complaint, Context } from './rule';
import { standard } from './standard';

/** Why nothing in the manifests or known to be in the cluster has the name, undefined where something has: the application's own things. */
export function missing(reference: Reference, context: Context): Complaint | undefined {
  if (isKnown(reference, context)) return undefined;
  const { at, type, namespace, name } = reference;
  const elsewhere = context.index.namespacesOf(type, name).filter((other) => other !== namespace);
  const kind = kindOf(type);
  if (elsewhere[0] !== undefined) {
    const message = `there is no ${kind} ${show(name)} in the namespace '${namespace}', but one in '${elsewhere[0]}'`;
    const { namespaceAt } = reference;
    if (namespaceAt) return { at: namespaceAt, message, fix: `write 'namespace: ${elsewhere[0]}'` };
    return { at, message, fix: 'put both into one namespace: a name means an object of the own one' };
  }
  const meant = context.index.spelling(type, namespace)?.nearest(name) ?? context.provided.nearest(kind, namespace, name);
  const add = `add it to the manifests, or to 'provided' in the topology file or the environment if the cluster has it: ${entryOf(reference)}`;
  return { at, message: `there is no ${kind} ${show(name)}${inNamespace(namespace)}`, fix: meant ? `write '${meant}', or ${add}` : add };
}

/**
 * The same for what a platform or a person brings, such as a Secret: manifests needn't hold it. It is missing where the list of what is
 * provided names its kind and not its name, or where the name is a typo of an existing one.
 */
export function missingFromPlatform(reference: Reference, context: Context, unless?: (name: string) => boolean): Complaint | undefined {
  if (isKnown(reference, context)) return undefined;
  const { at, type, namespace, name } = reference;
  if (context.provided.lists(kindOf(type))) return missing(reference, context);
  const meant = context.index.spelling(type, namespace)?.typo(name, unless);
  if (meant === undefined) return undefined;
  const message = `there is no ${kindOf(type)} ${show(name)}${inNamespace(namespace)}, but one that is called '${meant}'`;
  return { at, message, fix: `write '${meant}', or add ${entryOf(reference)} to 'provided' in the topology file or the environment` };
}

/** Whether something is in the manifests, listed as provided, part of every cluster, or perhaps made by an operator. */
export function isKnown({ type, namespace, name }: Reference, { index, provided }: Context): boolean {
  const kind = kindOf(type);
  if (index.find(type, namespace, name) || provided.has(kind, namespace, name) || standard(type, namespace, name)) return true;
  return namespace !== '' && index.mayBeMadeByOperator(namespace, name);
}

/** Whether the manifests say what is in a namespace: of one in which they run nothing they know nothing. */
export function isOurs(namespace: string, { index }: Context): boolean {
  return index.runsIn(namespace);
}

/** The kind in a type. */
function kindOf(type: string): string {
  const dot = type.indexOf('.');
  return dot < 0 ? type : type.slice(0, dot);
}

function entryOf({ type, namespace, name }: Reference): string {
  return [kindOf(type), ...(namespace ? [namespace] : []), name].join('/');
}

function inNamespace(namespace: string): string {
  return namespace ? ` in the namespace '${namespace}'` : '';
}
