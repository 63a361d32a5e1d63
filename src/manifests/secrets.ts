import { append, keyOf } from './multimap';
import type { KubernetesObject } from './object';
import { secretReferencesOf } from './secret-references';
import { type MadeSecret, secretsMadeOf } from './secret-sources';
import { Spelling } from './spelling';

/** The Secrets of an application: those that there will be, and the names by which others are asked for. */
export class Secrets {
  private readonly made = new Map<string, MadeSecret>();
  private readonly madeNames = new Map<string, Spelling>();
  private readonly askedNames = new Map<string, Spelling>();

  private readonly positions = new Map<KubernetesObject, number>();

  /** Who asks for a name, in the order of the manifests. */
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

  /** The Secret of that name, whether it is in the manifests or made out of something in them. */
  find(namespace: string, name: string): MadeSecret | undefined {
    return this.made.get(keyOf(namespace, name));
  }

  /** The names that there will be. */
  spelling(namespace: string): Spelling | undefined {
    return this.madeNames.get(namespace);
  }

  /** A name that there will be, and of which this one is a typo. Who reads both knows that they are two. */
  typo(object: KubernetesObject, name: string): string | undefined {
    return this.madeNames.get(object.namespace)?.typo(name, (other) => this.asks(object, other));
  }

  /**
   * A name that others ask for, and of which this one is a typo. Neither is in the manifests, so the one that more ask for is right, and
   * of two the first.
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
