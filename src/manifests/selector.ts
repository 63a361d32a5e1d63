import { isObject, listAt, textAt, textsAt } from './value';

/** Whether a selector matches a set of labels. */
export type LabelTest = (labels: ReadonlyMap<string, string>) => boolean;

/**
 * A LabelSelector as a predicate: a missing one matches nothing, an empty one everything.
 *
 * Source: k8s.io/apimachinery/pkg/apis/meta/v1, LabelSelectorAsSelector.
 */
export function labelSelector(selector: unknown): LabelTest {
  if (!isObject(selector)) return () => false;
  const equal = [...textsAt(selector, 'matchLabels')];
  const expressions = listAt(selector, 'matchExpressions').map(expression);
  return (labels) => equal.every(([key, value]) => labels.get(key) === value) && expressions.every((test) => test(labels));
}

/**
 * One requirement on a label, of a LabelSelector or a node selector.
 *
 * Source: k8s.io/apimachinery/pkg/labels, Requirement.Matches: NotIn matches a missing label, Gt and Lt compare integers.
 */
export function expression(requirement: unknown): LabelTest {
  const key = textAt(requirement, 'key') ?? '';
  const values = new Set(listAt(requirement, 'values').map(String));
  const [first] = values;
  switch (textAt(requirement, 'operator')) {
    case 'In':
      return (labels) => values.has(labels.get(key) ?? '') && labels.has(key);
    case 'NotIn':
      return (labels) => !labels.has(key) || !values.has(labels.get(key) ?? '');
    case 'Exists':
      return (labels) => labels.has(key);
    case 'DoesNotExist':
      return (labels) => !labels.has(key);
    case 'Gt':
      return (labels) => integer(labels.get(key)) > integer(first);
    case 'Lt':
      return (labels) => integer(labels.get(key)) < integer(first);
    default:
      return () => false;
  }
}

/** A number of 64 bits as Go's ParseInt reads it; NaN, which no comparison holds for, where it doesn't. */
function integer(text: string | undefined): bigint | number {
  if (text === undefined || !/^[+-]?\d+$/.test(text)) return Number.NaN;
  const value = BigInt(text.replace('+', ''));
  return BigInt.asIntN(64, value) === value ? value : Number.NaN;
}

/** What a LabelSelector asks of those keys that are kept: itself where it asks for no others. */
export function askingOnly(selector: unknown, isKept: (key: string) => boolean): unknown {
  if (!isObject(selector)) return selector;
  const labels = [...textsAt(selector, 'matchLabels')];
  const expressions = listAt(selector, 'matchExpressions');
  const isOther = (key: string | undefined) => key !== undefined && !isKept(key);
  if (!labels.some(([key]) => isOther(key)) && !expressions.some((it) => isOther(textAt(it, 'key')))) return selector;
  return {
    matchLabels: Object.fromEntries(labels.filter(([key]) => !isOther(key))),
    matchExpressions: expressions.filter((it) => !isOther(textAt(it, 'key'))),
  };
}

/** Whether a selector is set and empty: the scheduler counts no pods for it (podtopologyspread, countPodsMatchSelector). */
export function selectsEverything(selector: unknown): boolean {
  return isObject(selector) && textsAt(selector, 'matchLabels').size === 0 && listAt(selector, 'matchExpressions').length === 0;
}
