export { annotationValue } from './availability/annotation-value';
export { availability } from './availability/availability';
export { promisesOver, verdictInWords } from './availability/promises';
export { findingsIn } from './findings';
export { preconditions } from './preconditions';
export { groups, type RuleGroup, rules } from './registry';
export { type Review, type ReviewOptions, rulesOver } from './review';
export type { Rule, RuleDescription } from './rule';
