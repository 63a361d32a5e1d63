import { labelSelector } from '../../manifests/selector';
import { textsAt } from '../../manifests/value';
import type { Manifest } from '../manifest';

/** Finds the workloads that a selector selects without asking each of them. */
export class PodIndex {
  private readonly byNamespace = new Map<string, Manifest[]>();
  private readonly byLabel = new Map<string, Manifest[]>();

  constructor(workloads: readonly Manifest[]) {
    for (const workload of workloads) {
      append(this.byNamespace, workload.namespace, workload);
      for (const [key, value] of podLabels(workload)) append(this.byLabel, label(workload.namespace, key, value), workload);
    }
  }

  /** The workloads of a namespace whose pods a LabelSelector selects. */
  selected(namespace: string, selector: unknown): readonly Manifest[] {
    const selects = labelSelector(selector);
    let candidates = this.byNamespace.get(namespace) ?? [];
    for (const [key, value] of textsAt(selector, 'matchLabels')) {
      const some = this.byLabel.get(label(namespace, key, value)) ?? [];
      if (some.length < candidates.length) candidates = some;
    }
    return candidates.filter((workload) => selects(podLabels(workload)));
  }
}

/** The labels of a workload's pods. */
export function podLabels(workload: Manifest): ReadonlyMap<string, string> {
  return textsAt(workload.body, 'spec', 'template', 'metadata', 'labels');
}

function label(namespace: string, key: string, value: string): string {
  return `${namespace}\n${key}\n${value}`;
}

function append(lists: Map<string, Manifest[]>, key: string, workload: Manifest): void {
  const list = lists.get(key);
  if (list) list.push(workload);
  else lists.set(key, [workload]);
}
