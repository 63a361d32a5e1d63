export { kubernetesVersions } from './catalogs';
export type { SchemaFinding } from './finding';
export { keepsEmpty, type Shape, shapeOf } from './semantics';
export { validate } from './validate';
