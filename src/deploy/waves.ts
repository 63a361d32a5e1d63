import { deliveryAnnotation } from '../manifests/annotations';
import { inWords } from '../manifests/identity';
import { InputError } from '../manifests/input-error';
import { append } from '../manifests/multimap';
import type { KubernetesObject } from '../manifests/object';

/** Argo CD's annotation for the order of objects: an integer in quotes, 0 without one. It is the only place where the order is written. */
const WAVE = deliveryAnnotation.wave;

/** Objects that are applied together. The next wave waits until they are ready. */
export interface Wave {
  readonly number: number;

  /** In the order of the manifests, except that namespaces and definitions come first. */
  readonly objects: readonly KubernetesObject[];
}

/** Kinds without which others in the same wave are refused. */
const FIRST = ['Namespace', 'CustomResourceDefinition.apiextensions.k8s.io'];

/** Objects by their waves, from the lowest number. @throws InputError if a number isn't one */
export function wavesOf(objects: readonly KubernetesObject[]): readonly Wave[] {
  const waves = new Map<number, KubernetesObject[]>();
  for (const object of objects) append(waves, waveOf(object), object);
  return [...waves].sort(([a], [b]) => a - b).map(([number, all]) => ({ number, objects: [...all].sort((a, b) => rank(a) - rank(b)) }));
}

/** The wave of an object. */
export function waveOf(object: KubernetesObject): number {
  const text = object.annotations.get(WAVE) ?? '0';
  if (/^[-+]?\d{1,9}$/.test(text)) return Number(text);
  throw new InputError(
    `${inWords(object)}: the annotation ${WAVE} must be an integer, got '${text}'`,
    "write a number in quotes, such as '1'",
  );
}

function rank({ type }: KubernetesObject): number {
  const place = FIRST.indexOf(type);
  return place < 0 ? FIRST.length : place;
}
