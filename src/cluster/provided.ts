import { Spelling } from '../manifests/spelling';

/** The fix for an invalid entry. */
export const PROVIDED_FIX = 'write Kind/name or Kind/namespace/name, such as Secret/shop/smtp, with * for any part of a name';

/** Whether an entry is valid: `Kind/name` or `Kind/namespace/name`. */
export function isProvidedEntry(entry: unknown): entry is string {
  return typeof entry === 'string' && /^[A-Z*][A-Za-z0-9*]*(\/[-\w.:*]+){1,2}$/.test(entry);
}

/** The objects that the cluster has besides the manifests, as entries such as `Secret/shop/smtp`, `StorageClass/gp3` or `Service/monitoring/*`. */
export class Provided {
  private readonly exact = new Set<string>();
  private readonly patterns: RegExp[] = [];
  private readonly kinds = new Set<string>();

  /** The names by the part of the entry before them. */
  private readonly spellings = new Map<string, Spelling>();

  constructor(entries: readonly string[] = []) {
    for (const entry of entries) {
      this.kinds.add(entry.slice(0, Math.max(0, entry.indexOf('/'))));
      if (entry.includes('*')) this.patterns.push(patternOf(entry));
      else this.add(entry);
    }
  }

  /** Whether an object is listed. An entry without a namespace matches any namespace. */
  has(kind: string, namespace: string, name: string): boolean {
    const names = [`${kind}/${namespace}/${name}`, `${kind}/${name}`];
    return names.some((written) => this.exact.has(written) || this.patterns.some((pattern) => pattern.test(written)));
  }

  /** The listed name that is closest to a missing one. */
  nearest(kind: string, namespace: string, name: string): string | undefined {
    return this.spellings.get(`${kind}/${namespace}`)?.nearest(name) ?? this.spellings.get(kind)?.nearest(name);
  }

  /** Whether any object of a kind is listed: then the list is complete for the kind. */
  lists(kind: string): boolean {
    return this.kinds.has(kind);
  }

  private add(entry: string): void {
    this.exact.add(entry);
    const end = Math.max(0, entry.lastIndexOf('/'));
    const spelling = this.spellings.get(entry.slice(0, end)) ?? new Spelling();
    spelling.add(entry.slice(end + 1));
    this.spellings.set(entry.slice(0, end), spelling);
  }
}

/** A star matches any part of a name, but no slash. */
function patternOf(entry: string): RegExp {
  const parts = entry.split(/\*+/).map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('[^/]*')}$`);
}
