import { append, keyOf } from './multimap';
import { labelSelector } from './selector';
import { Spelling } from './spelling';
import { listAt, textsAt } from './value';

const few = 50;

/** An index by namespace and labels. */
export class LabelIndex<T> {
  private readonly byNamespace = new Map<string, Labelled<T>[]>();
  private readonly byLabel = new Map<string, Labelled<T>[]>();
  private readonly values = new Map<string, Spelling>();
  private readonly answers = new Map<string, readonly T[]>();

  add(namespace: string, labels: ReadonlyMap<string, string>, item: T): void {
    const labelled = { labels, item };
    append(this.byNamespace, namespace, labelled);
    for (const [name, value] of labels) {
      append(this.byLabel, keyOf(namespace, name, value), labelled);
      const spelling = this.values.get(keyOf(namespace, name)) ?? new Spelling();
      spelling.add(value);
      this.values.set(keyOf(namespace, name), spelling);
    }
  }

  /** All items of a namespace. */
  in(namespace: string): readonly T[] {
    return (this.byNamespace.get(namespace) ?? []).map(({ item }) => item);
  }

  /** The items with all of these labels. */
  with(namespace: string, labels: ReadonlyMap<string, string>): readonly T[] {
    return this.select(namespace, { matchLabels: Object.fromEntries(labels) });
  }

  /** The items with all of these labels in the first other namespace that has any, among a limited number of namespaces. */
  elsewhere(namespace: string, labels: ReadonlyMap<string, string>): readonly T[] {
    for (const other of [...this.byNamespace.keys()].slice(0, few)) {
      const found = other === namespace ? [] : this.with(other, labels);
      if (found.length > 0) return found;
    }
    return [];
  }

  /** The items that a LabelSelector matches, searched among those with its rarest label. */
  select(namespace: string, selector: unknown): readonly T[] {
    const asked = keyOf(namespace, JSON.stringify(selector) ?? '');
    const known = this.answers.get(asked);
    if (known) return known;
    const meant = withoutOrdinals(selector);
    const test = labelSelector(meant);
    let fewest = this.byNamespace.get(namespace) ?? [];
    for (const [name, value] of textsAt(meant, 'matchLabels')) {
      const some = this.byLabel.get(keyOf(namespace, name, value)) ?? [];
      if (some.length < fewest.length) fewest = some;
    }
    const found = fewest.filter(({ labels }) => test(labels)).map(({ item }) => item);
    this.answers.set(asked, found);
    return found;
  }

  /** The values of a label in a namespace, to find the closest one. */
  spelling(namespace: string, label: string): Spelling | undefined {
    return this.values.get(keyOf(namespace, label));
  }
}

/** The label with the name of a StatefulSet's pod. The index holds it without the ordinal. */
export const podName = 'statefulset.kubernetes.io/pod-name';

/** The label with the ordinal of a StatefulSet's pod. */
const podIndex = 'apps.kubernetes.io/pod-index';

/** The labels by which a StatefulSet tells each pod from all others. */
export const podLabels: ReadonlySet<string> = new Set([podName, podIndex]);

function withoutOrdinals(selector: unknown): unknown {
  const labels = new Map(textsAt(selector, 'matchLabels'));
  const name = labels.get(podName);
  if (name === undefined && !labels.has(podIndex)) return selector;
  labels.delete(podIndex);
  if (name !== undefined) labels.set(podName, name.replace(/-\d+$/, ''));
  const ofSet = { key: podName, operator: 'Exists' };
  return {
    matchLabels: Object.fromEntries(labels),
    matchExpressions: [...listAt(selector, 'matchExpressions'), ofSet],
  };
}

interface Labelled<T> {
  readonly labels: ReadonlyMap<string, string>;
  readonly item: T;
}
