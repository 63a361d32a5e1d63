import { type Path, pointerTo } from './pointer';
import { countAt, isObject, listAt, textsAt, valueAt } from './value';

/**
 * A part of a manifest that knows where it stands, whether or not there is anything.
 *
 * Manifests come from anywhere: reading never throws, and only own fields count.
 */
export class Place {
  readonly value: unknown;
  readonly path: Path;

  constructor(value: unknown, path: Path = []) {
    this.value = value;
    this.path = path;
  }

  /** A part of this part. */
  at(...steps: readonly (string | number)[]): Place {
    return new Place(valueAt(this.value, ...steps), [...this.path, ...steps]);
  }

  /** The items of a list, the values of an object; nothing of anything else. */
  parts(...steps: readonly (string | number)[]): readonly Place[] {
    const whole = steps.length > 0 ? this.at(...steps) : this;
    if (Array.isArray(whole.value)) return whole.value.map((item, index) => new Place(item, [...whole.path, index]));
    if (!isObject(whole.value)) return [];
    return Object.entries(whole.value).map(([name, part]) => new Place(part, [...whole.path, name]));
  }

  /** The items of a list; nothing of anything else. */
  items(...steps: readonly (string | number)[]): readonly Place[] {
    return listAt(this.value, ...steps).map((item, index) => new Place(item, [...this.path, ...steps, index]));
  }

  /** The text here or further down, undefined where there is none or an empty one. */
  text(...steps: readonly (string | number)[]): string | undefined {
    const found = valueAt(this.value, ...steps);
    return typeof found === 'string' && found !== '' ? found : undefined;
  }

  /** The number here or further down. */
  number(...steps: readonly (string | number)[]): number | undefined {
    const found = valueAt(this.value, ...steps);
    return typeof found === 'number' ? found : undefined;
  }

  /** The whole number, zero or more, here or further down. */
  count(...steps: readonly (string | number)[]): number | undefined {
    return countAt(this.value, ...steps);
  }

  /** The texts of an object whose values are texts, such as labels. */
  texts(...steps: readonly (string | number)[]): ReadonlyMap<string, string> {
    return textsAt(this.value, ...steps);
  }

  /** Whether there is something; null counts as nothing, as in Kubernetes. */
  get isThere(): boolean {
    return this.value !== undefined && this.value !== null;
  }

  /** The last step of the way here. */
  get key(): string {
    return String(this.path.at(-1) ?? '');
  }

  get pointer(): string {
    return pointerTo(this.path);
  }
}
