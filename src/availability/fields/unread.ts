import { Place } from '../../manifests/place';
import { isObject } from '../../manifests/value';
import { type Fields, isClassification } from './classification';

/**
 * The fields of an object that may change where or whether a pod runs and that the model doesn't read.
 *
 * @param fields the classified fields of the object's kind
 * @param kubernetes the minor version of the cluster: an API server refuses or drops a field that it doesn't know, and all that servers up to the newest known one know
 *   are listed; on a newer one a field that isn't listed may mean anything
 */
export function unreadFields(fields: Fields, object: Place, kubernetes: string): readonly Place[] {
  const minor = Number(kubernetes.split('.')[1]);
  const found: Place[] = [];
  visit(fields, object.value, { path: [...object.path], found, unlisted: !(minor <= newestMinor) });
  return found;
}

/** The minor version of Kubernetes up to which every field is classified. */
export const newestMinor = 36;

interface Walk {
  readonly path: (string | number)[];
  readonly found: Place[];
  /** Whether fields that are not listed count. */
  readonly unlisted: boolean;
}

function visit(fields: Fields, value: unknown, walk: Walk): void {
  const { path, found, unlisted } = walk;
  if (Array.isArray(value)) {
    value.forEach((item, index) => {
      path.push(index);
      visit(fields, item, walk);
      path.pop();
    });
    return;
  }
  if (!isObject(value)) return;
  for (const name of Object.keys(value)) {
    const part = value[name];
    if (saysNothing(part)) continue;
    const entry = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (!entry && !unlisted) continue;
    if (entry && isClassification(entry) && (entry.is !== 'unmodelled' || entry.except.includes(part))) continue;
    path.push(name);
    if (entry && !isClassification(entry)) visit(entry, part, walk);
    else found.push(new Place(part, [...path]));
    path.pop();
  }
}

/** What the API server takes for an absent field of these kinds. */
function saysNothing(value: unknown): boolean {
  if (value === null || value === undefined || value === '' || value === false || value === 0) return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}
