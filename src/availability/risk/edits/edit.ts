import type { Topology } from '../../../cluster/topology';
import { isObject } from '../../../manifests/value';
import { type Draft, draftsOf, indexOfDrafts, replaced } from '../../advice/drafts';
import { type Context, memoryOf } from '../../verdict/context';

/** A change that may win minutes. */
export interface Edit {
  /** As an order: `set net.ipv4.tcp_retries2 to 5`. */
  readonly change: string;
  /** Why the minutes that it wins are the most that it can win; undefined where they are what it wins. */
  readonly atMost?: string;
  /** Whether it makes releases cheaper, rather than the sum. @default false */
  readonly isOfReleases?: boolean;
  /** Why no row gets shorter where it changes something without any use. */
  readonly idle: string;
  /** Everything as it is after the change; undefined where there is nothing to change. */
  readonly apply: (context: Context) => Context | undefined;
}

/** Changes of one kind, of which a service may have none, one or several. */
export interface Lever {
  /** Such as `faster health checks`. */
  readonly name: string;
  readonly edits: readonly Edit[];
  /** Why there is nothing to change. */
  readonly otherwise: string;
}

/** The changed manifests on the same cluster: what followed from the shapes of workloads still does. */
export function withDrafts(drafts: readonly Draft[], context: Context): Context {
  return context.again(indexOfDrafts(drafts), context.topology, undefined, context);
}

/** The same manifests where facts of the topology differ that only a year's costs depend on: no workload is read or placed by them. */
export function withFacts(facts: Pick<Topology, 'releases' | 'tcpRetries2'>, context: Context): Context {
  return { ...context, topology: { ...context.topology, ...facts }, memory: memoryOf(context.memory) };
}

/** A change of the objects in question, one by one; it says whether it changed anything. */
export function edited(isMeant: (draft: Readonly<Draft>, context: Context) => boolean, change: (copy: Draft) => boolean): Edit['apply'] {
  return (context) => {
    const drafts = draftsOf(context.index.objects);
    let isChanged = false;
    const after = replaced(
      drafts,
      (draft) => isMeant(draft, context),
      (copy) => {
        isChanged = change(copy) || isChanged;
      },
    );
    return isChanged ? withDrafts(after, context) : undefined;
  };
}

/** Adds annotations, and says that it did. */
export function annotate(draft: Draft, values: Readonly<Record<string, string>>): true {
  const metadata = objectOf(draft['metadata']) ?? {};
  draft['metadata'] = { ...metadata, annotations: { ...objectOf(metadata['annotations']), ...values } };
  return true;
}

/** The keys of an object's annotations. */
export function annotationsOf(draft: Readonly<Draft>): readonly string[] {
  return Object.keys(objectOf(objectOf(draft['metadata'])?.['annotations']) ?? {});
}

/** Its namespace, '' where it has none. */
export function namespaceOf(draft: Readonly<Draft>): string {
  return String(objectOf(draft['metadata'])?.['namespace'] ?? '');
}

/** A value as an object that can be changed. */
export function objectOf(value: unknown): Draft | undefined {
  return isObject(value) ? (value as Draft) : undefined;
}

/** The objects of a list. */
export function objectsOf(value: unknown): readonly Draft[] {
  const items: readonly unknown[] = Array.isArray(value) ? value : [];
  return items.map(objectOf).filter((it) => it !== undefined);
}
