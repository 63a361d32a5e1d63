/** What the cluster has beside the manifests, as entries such as `Secret/shop/smtp`, `StorageClass/gp3` or `Service/monitoring/*`. */
export class Provided {
  private readonly exact = new Set<string>();
  private readonly patterns: RegExp[] = [];
  private readonly kinds = new Set<string>();

  constructor(entries: readonly string[] = []) {
    for (const entry of entries) {
      this.kinds.add(entry.slice(0, Math.max(0, entry.indexOf('/'))));
      if (entry.includes('*')) this.patterns.push(patternOf(entry));
      else this.exact.add(entry);
    }
  }

  /** Whether an object is there; an entry without a namespace stands for any. */
  has(kind: string, namespace: string, name: string): boolean {
    const names = [`${kind}/${namespace}/${name}`, `${kind}/${name}`];
    return names.some((written) => this.exact.has(written) || this.patterns.some((pattern) => pattern.test(written)));
  }

  /** Whether the list names any object of a kind: then it names them all, and what it doesn't name isn't there. */
  lists(kind: string): boolean {
    return this.kinds.has(kind);
  }
}

/** A star stands for any part of a name, but not for the rest of the entry. */
function patternOf(entry: string): RegExp {
  const parts = entry.split(/\*+/).map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('[^/]*')}$`);
}
