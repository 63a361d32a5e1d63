/** A number from which a panel has another color. */
export interface Limit {
  readonly from: number;
  readonly color: 'green' | 'yellow' | 'red';
}

/** A query in PromQL. */
interface Query {
  readonly expr: string;

  /** The name of its series, with Grafana's templates such as `{{pod}}`. */
  readonly legend: string;
}

/** What a panel of a dashboard shows. */
export interface Panel {
  /** A `timeline` of series, or one `figure`: the value now. */
  readonly kind: 'timeline' | 'figure';
  readonly title: string;

  /** What a reader can't see from the title. */
  readonly description?: string;

  /** Grafana's name of a unit. @see https://github.com/grafana/grafana/blob/main/packages/grafana-data/src/valueFormats/categories.ts */
  readonly unit: 'short' | 'percentunit' | 'reqps' | 'bytes' | 's';
  readonly decimals?: number;
  readonly queries: readonly Query[];

  /** Without limits no value is better than another. */
  readonly limits?: readonly Limit[];
}

/** Panels under one heading. */
export interface Row {
  readonly title: string;
  readonly panels: readonly Panel[];
}

/** What a dashboard shows. */
export interface Dashboard {
  readonly title: string;
  readonly rows: readonly Row[];
}

/** Limits of what should stay below `most`. */
export function atMost(most: number): readonly Limit[] {
  return [
    { from: 0, color: 'green' },
    { from: most, color: 'red' },
  ];
}
