/** What the model makes of a field and of all below it. */
export type Classification = Modelled | Harmless | Unmodelled;

/** The model reads it. */
class Modelled {
  readonly is = 'modelled';
}

/** It can change neither where nor whether a pod runs. */
class Harmless {
  readonly is = 'harmless';
  readonly because: string;

  constructor(because: string) {
    this.because = because;
  }
}

/** It can, and nobody models it: nothing is proved where it says something. */
class Unmodelled {
  readonly is = 'unmodelled';
  /** Values that say what Kubernetes takes for granted anyway. */
  readonly except: readonly unknown[];

  constructor(except: readonly unknown[]) {
    this.except = except;
  }
}

/** The fields of an object by name, each classified as a whole or by its own fields. The items of a list and the values of a map share their fields. */
export interface Fields {
  readonly [field: string]: Classification | Fields;
}

export const modelled = new Modelled();

/** @param because why no value of it can matter */
export function harmless(because: string): Harmless {
  return new Harmless(because);
}

/** @param except values that change nothing */
export function unmodelled(...except: readonly unknown[]): Unmodelled {
  return new Unmodelled(except);
}

/** Whether an entry classifies a whole field, rather than listing its own fields. */
export function isClassification(entry: Classification | Fields): entry is Classification {
  return entry instanceof Modelled || entry instanceof Harmless || entry instanceof Unmodelled;
}
