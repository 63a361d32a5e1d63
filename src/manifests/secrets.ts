import { append, keyOf } from './multimap';
import type { KubernetesObject } from './object';
import { secretReferencesOf } from './secret-references';
import { type MadeSecret, secretsMadeOf } from './secret-sources';
import { Spelling } from './spelling';

/** The Secrets of an application: those that will exist, and the names that are referenced. */
export class Secrets {
  private readonly made = new Map<string, MadeSecret>();
  private readonly madeNames = new Map<string, Spelling>();
  private readonly askedNames = new Map<string, Spelling>();

  private readonly positions = new Map<KubernetesObject, number>();

  /** The objects that reference a name, in the order of the manifests. */
  private readonly askers = new Map<string, KubernetesObject[]>();

  constructor(objects: readonly KubernetesObject[]) {
    for (const [position, object] of objects.entries()) {
      this.positions.set(object, position);
      for (const secret of secretsMadeOf(object)) {
        this.made.set(keyOf(object.namespace, secret.name), secret);
        remember(this.madeNames, object.namespace, secret.name);
      }
      for (const name of new Set(secretReferencesOf(object).map((reference) => reference.name))) {
        remember(this.askedNames, object.namespace, name);
        append(this.askers, keyOf(object.namespace, name), object);
      }
    }
  }

  /** The Secret of that name, in the manifests or created from an object in them. */
  find(namespace: string, name: string): MadeSecret | undefined {
    return this.made.get(keyOf(namespace, name));
  }

  /** The names of the Secrets that will exist. */
  spelling(namespace: string): Spelling | undefined {
    return this.madeNames.get(namespace);
  }

  /** The Secret whose name this one is a typo of. An object that references both means two Secrets. */
  typo(object: KubernetesObject, name: string): string | undefined {
    return this.madeNames.get(object.namespace)?.typo(name, (other) => this.asks(object, other));
  }

  /**
   * Another referenced name that this one is a typo of. Neither is in the manifests, so the more frequent one is right, or the first of two.
   */
  otherSpelling(object: KubernetesObject, name: string): { readonly name: string; readonly by: KubernetesObject } | undefined {
    const own = this.askersOf(object, name);
    const other = this.askedNames.get(object.namespace)?.typo(name, (candidate) => {
      const theirs = this.askersOf(object, candidate);
      const isRight = theirs.length > own.length || (theirs.length === own.length && this.first(theirs) < this.first(own));
      return this.find(object.namespace, candidate) !== undefined || this.asks(object, candidate) || !isRight;
    });
    const [by] = other === undefined ? [] : this.askersOf(object, other);
    return other === undefined || by === undefined ? undefined : { name: other, by };
  }

  private first([object]: readonly KubernetesObject[]): number {
    return object ? (this.positions.get(object) ?? 0) : 0;
  }

  private asks(object: KubernetesObject, name: string): boolean {
    return this.askersOf(object, name).includes(object);
  }

  private askersOf({ namespace }: KubernetesObject, name: string): readonly KubernetesObject[] {
    return this.askers.get(keyOf(namespace, name)) ?? [];
  }
}

function remember(spellings: Map<string, Spelling>, namespace: string, name: string): void {
  const spelling = spellings.get(namespace) ?? new Spelling();
  spelling.add(name);
  spellings.set(namespace, spelling);
}
