/** Who says a figure, by a short name, and where that can be read. */
export interface Source {
  /** Such as `Ford et al., OSDI 2010`. */
  readonly source: string;
  /** The address of the page. @default none: it is the reader's own, or an assumption */
  readonly url?: string;
}

/** The published sources of rates and defaults: their only home, names and addresses. */
export const sources = {
  ford: {
    source: 'Ford et al., OSDI 2010',
    url: 'https://research.google/pubs/availability-in-globally-distributed-storage-systems/',
  },
} as const satisfies Readonly<Record<string, Source>>;
