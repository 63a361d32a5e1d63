export type { Document } from './document';
export type { AcceptedFinding, Finding, Review } from './finding';
export { placed, type Unplaced } from './placed';
export { groups, type RuleGroup, rules } from './registry';
export { type ReviewOptions, rulesOver } from './review';
export type { Rule } from './rule';
