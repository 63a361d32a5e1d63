/** The versions that are tested: the last 8, which Maven Central has whole, and the newest 9 that it has the libraries of. `dist/` ships 9.5.6. */
export const VERSIONS = ['8.19.21', '9.5.3'] as const;

export type Version = (typeof VERSIONS)[number];
