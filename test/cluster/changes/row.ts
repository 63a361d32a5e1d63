import type { Consequence } from '../../../src/change/result';

/** A change of one of the objects of `objects.yaml`, and what it does. */
export interface Row {
  /** The name of the object. */
  readonly object: string;
  readonly change: string;

  /** Changes the manifest. */
  // biome-ignore lint/suspicious/noExplicitAny: a manifest's depths have no type here
  readonly edit: (manifest: any) => unknown;

  /** Undefined if it is no change. */
  readonly consequence?: Consequence;

  /** Whether the server stores other text for the same amount, which nothing reads. */
  readonly isOtherText?: true;

  /** Whether the server refuses what puts data at risk once it is forced, or what another one would take. */
  readonly isRefused?: true;
}

/** A change, and what it does. */
export const row = (object: string, change: string, consequence: Consequence | undefined, edit: Row['edit']): Row => ({
  object,
  change,
  consequence,
  edit,
});

/** The first container. */
// biome-ignore lint/suspicious/noExplicitAny: as above
export const web = (manifest: any) => manifest.spec.template.spec.containers[0];
