export { kubernetesVersions } from './catalogs';
export type { SchemaFinding } from './finding';
export { validate } from './validate';
