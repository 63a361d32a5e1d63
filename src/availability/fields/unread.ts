import { Place } from '../../manifests/place';
import { isObject } from '../../manifests/value';
import { type Fields, isClassification } from './classification';

/**
 * The fields of an object that may change where or whether a pod runs and that the model doesn't read: those listed as such, and those that nobody listed.
 *
 * @param fields the classified fields of the object's kind
 */
export function unreadFields(fields: Fields, object: Place): readonly Place[] {
  const found: Place[] = [];
  visit(fields, object.value, [...object.path], found);
  return found;
}

function visit(fields: Fields, value: unknown, path: (string | number)[], found: Place[]): void {
  if (Array.isArray(value)) {
    value.forEach((item, index) => {
      path.push(index);
      visit(fields, item, path, found);
      path.pop();
    });
    return;
  }
  if (!isObject(value)) return;
  for (const name of Object.keys(value)) {
    const part = value[name];
    if (saysNothing(part)) continue;
    const entry = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (entry && isClassification(entry) && (entry.is !== 'unmodelled' || entry.except.includes(part))) continue;
    path.push(name);
    if (entry && !isClassification(entry)) visit(entry, part, path, found);
    else found.push(new Place(part, [...path]));
    path.pop();
  }
}

/** What the API server takes for an absent field of these kinds. */
function saysNothing(value: unknown): boolean {
  if (value === null || value === undefined || value === '' || value === false || value === 0) return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}
