export type { AcceptedFinding, Finding, Review } from '../manifests/diagnostic';
export type { Document } from '../manifests/document';
export { placed, type Unplaced } from './placed';
export { groups, type RuleGroup, rules } from './registry';
export { type ReviewOptions, rulesOver } from './review';
export type { Rule } from './rule';
