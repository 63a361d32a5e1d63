import { type Path, pointerTo } from './pointer';
import { countAt, isObject, textsAt, valueIn } from './value';

/** Most lists that are asked for aren't there. */
const none: readonly Place[] = [];

/**
 * A value in a manifest together with its path, whether or not the value exists.
 *
 * Manifests may contain anything, so reading never throws, and only own properties count.
 */
export class Place {
  readonly value: unknown;
  private readonly steps: Path;
  private readonly within: Place | undefined;

  /** @param within the place that the path begins at. @default the object as a whole */
  constructor(value: unknown, path: Path = [], within?: Place) {
    this.value = value;
    this.steps = path;
    this.within = within;
  }

  /** Put together when it is asked for: most values are read, and few are pointed at. */
  get path(): Path {
    return this.within ? [...this.within.path, ...this.steps] : this.steps;
  }

  /** A value within this one. */
  at(...steps: readonly (string | number)[]): Place {
    return new Place(valueIn(this.value, steps), steps, this);
  }

  /** The items of a list or the values of an object; empty for anything else. */
  parts(...steps: readonly (string | number)[]): readonly Place[] {
    const whole = steps.length > 0 ? this.at(...steps) : this;
    if (Array.isArray(whole.value)) return whole.value.map((item, index) => new Place(item, [index], whole));
    if (!isObject(whole.value)) return [];
    return Object.entries(whole.value).map(([name, part]) => new Place(part, [name], whole));
  }

  /** The items of a list; empty for anything else. */
  items(...steps: readonly (string | number)[]): readonly Place[] {
    const list = valueIn(this.value, steps);
    return Array.isArray(list) && list.length > 0 ? list.map((item, index) => new Place(item, [...steps, index], this)) : none;
  }

  /** The string here or at a path; undefined if it is missing or empty. */
  text(...steps: readonly (string | number)[]): string | undefined {
    const found = valueIn(this.value, steps);
    return typeof found === 'string' && found !== '' ? found : undefined;
  }

  /** The number here or at a path. */
  number(...steps: readonly (string | number)[]): number | undefined {
    const found = valueIn(this.value, steps);
    return typeof found === 'number' ? found : undefined;
  }

  /** The non-negative integer here or at a path. */
  count(...steps: readonly (string | number)[]): number | undefined {
    return countAt(this.value, ...steps);
  }

  /** The entries of an object whose values are strings, such as labels. */
  texts(...steps: readonly (string | number)[]): ReadonlyMap<string, string> {
    return textsAt(this.value, ...steps);
  }

  /** Whether the value is set; null counts as unset, as in Kubernetes. */
  get isThere(): boolean {
    return this.value !== undefined && this.value !== null;
  }

  /** The last step of the path. */
  get key(): string {
    return String(this.steps.at(-1) ?? this.within?.key ?? '');
  }

  get pointer(): string {
    return pointerTo(this.path);
  }
}
