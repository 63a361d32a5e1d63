import { labelSelector } from '../availability/selector';
import { isNamespaced } from '../schema';
import type { KubernetesObject } from './kubernetes-object';
import type { Pod } from './pod';
import { Spelling } from './spelling';

/** An object that makes pods. */
export type Workload = KubernetesObject & { readonly pod: Pod };

/** All objects by what others know them by: type, namespace and name, or labels. It is made once, so that every rule stays linear. */
export class ObjectIndex {
  readonly objects: readonly KubernetesObject[];
  private readonly byType = new Map<string, KubernetesObject[]>();
  private readonly byName = new Map<string, KubernetesObject[]>();
  private readonly namespacesByName = new Map<string, string[]>();
  private readonly spellings = new Map<string, Spelling>();
  private readonly workloads = new Map<string, Workload[]>();
  private readonly byLabel = new Map<string, Workload[]>();
  private readonly selected = new Map<string, readonly Workload[]>();
  private readonly namespaces = new Set<string>();
  private readonly custom: KubernetesObject[] = [];

  constructor(objects: readonly KubernetesObject[]) {
    this.objects = objects;
    for (const object of objects) this.add(object);
  }

  /** The object of that type and name, undefined where there is none. */
  find(type: string, namespace: string, name: string): KubernetesObject | undefined {
    return this.all(type, namespace, name)[0];
  }

  /** Each object of that type and name: more than one is a mistake. */
  all(type: string, namespace: string, name: string): readonly KubernetesObject[] {
    return this.byName.get(key(type, namespace, name)) ?? [];
  }

  ofType(type: string): readonly KubernetesObject[] {
    return this.byType.get(type) ?? [];
  }

  /** The namespaces that have an object of that type and name. */
  namespacesOf(type: string, name: string): readonly string[] {
    return this.namespacesByName.get(key(type, name)) ?? [];
  }

  /** The names of a type in a namespace, to find what was meant by one that isn't there. */
  spelling(type: string, namespace: string): Spelling {
    return this.spellings.get(key(type, namespace)) ?? nothing;
  }

  /** Whether any object goes into a namespace. */
  holdsNamespace(namespace: string): boolean {
    return this.namespaces.has(namespace);
  }

  /** The workloads of a namespace. */
  workloadsIn(namespace: string): readonly Workload[] {
    return this.workloads.get(namespace) ?? [];
  }

  /** The workloads of a namespace whose pods have all of these labels. */
  withLabels(namespace: string, labels: ReadonlyMap<string, string>): readonly Workload[] {
    return this.select(namespace, { matchLabels: Object.fromEntries(labels) });
  }

  /** The workloads of a namespace whose pods a LabelSelector selects: it tries those that have its rarest label. */
  select(namespace: string, selector: unknown): readonly Workload[] {
    const asked = key(namespace, JSON.stringify(selector) ?? '');
    const known = this.selected.get(asked);
    if (known) return known;
    const test = labelSelector(selector);
    let few = this.workloadsIn(namespace);
    for (const [name, value] of Object.entries((selector as { matchLabels?: object } | null)?.matchLabels ?? {})) {
      const some = this.byLabel.get(key(namespace, name, String(value))) ?? [];
      if (some.length < few.length) few = some;
    }
    const found = few.filter(({ pod }) => test(pod.labels));
    this.selected.set(asked, found);
    return found;
  }

  /** Whether a custom resource of that namespace has a name of which this one may be made: operators call their objects so. */
  mayBeMadeByOperator(namespace: string, name: string): boolean {
    return this.custom.length > 0 && prefixes(name).some((prefix) => this.customNames.has(key(namespace, prefix)));
  }

  private get customNames(): ReadonlySet<string> {
    this.operated ??= new Set(this.custom.map((object) => key(object.namespace || 'default', object.name)));
    return this.operated;
  }
  private operated?: ReadonlySet<string>;

  private add(object: KubernetesObject): void {
    const { type, namespace, name, pod } = object;
    push(this.byType, type, object);
    this.namespaces.add(namespace);
    push(this.byName, key(type, namespace, name), object);
    push(this.namespacesByName, key(type, name), namespace);
    if (isNamespaced(object.apiVersion, object.kind) === undefined) this.custom.push(object);
    const spelling = this.spellings.get(key(type, namespace)) ?? new Spelling();
    spelling.add(name);
    this.spellings.set(key(type, namespace), spelling);
    if (!pod) return;
    const workload: Workload = { ...object, pod };
    push(this.workloads, namespace, workload);
    for (const [label, value] of pod.labels) push(this.byLabel, key(namespace, label, value), workload);
  }
}

const nothing = new Spelling();

/** `main`, `main-db` and `main-db-app` of `main-db-app`. */
function prefixes(name: string): readonly string[] {
  const parts = name.slice(0, 253).split('-');
  return parts.map((_, index) => parts.slice(0, index + 1).join('-'));
}

function push<T>(lists: Map<string, T[]>, at: string, item: T): void {
  const list = lists.get(at);
  if (list) list.push(item);
  else lists.set(at, [item]);
}

/** No name holds a line break. */
function key(...parts: readonly string[]): string {
  return parts.join('\n');
}
