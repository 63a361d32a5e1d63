export { kubernetesVersions } from './catalogs';
export type { SchemaFinding, SchemaProblem } from './finding';
export { validate } from './validate';
