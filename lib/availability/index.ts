export { clusterOf, TopologyError } from './cluster';
export { DeclarationError } from './declared';
export { judge, minutesPerYear, type Options } from './judge';
export { type PodsOnNodes, type PredictedSet, type Prediction, predict } from './prediction';
export { brokenPromises } from './promise';
export type * from './result';
export { topologies } from './topologies';
export type * from './topology';
