export { TopologyError } from '../cluster/cluster';
export type * from '../cluster/topology';
export { judge } from './judge';
export { type PodsOnNodes, type PredictedSet, type Prediction, predict } from './prediction';
export { brokenPromises, keepableTarget, minutesLeftBy, provableTarget } from './promise';
export type * from './result';
export type * from './risk/risk';
export { type Transition, transitionsOf } from './transition';
export { DeclarationError } from './workload/declared';
