import { severities } from '../../manifests/diagnostic';
import { InputError } from '../../manifests/input-error';
import { nearest } from '../../manifests/nearest';
import type { Place } from '../../manifests/place';
import { isObject } from '../../manifests/value';
import { choice, show } from '../../manifests/words';
import { groups } from '../registry';
import type { RuleDescription } from '../rule';
import type { RuleContext, RuleObject } from './view';

/** A rule of your own: see {@link defineRule}. */
export interface OwnRule extends RuleDescription {
  /** The kinds of the objects that it checks, such as `Deployment`, or every object. */
  readonly appliesTo: readonly string[] | 'every object';

  /** Yields the findings in one object; a generator is the easiest way to write it. */
  readonly check: (object: RuleObject, context: RuleContext) => Iterable<OwnFinding>;
}

/** A finding in an object. */
export interface OwnFinding {
  /** What is wrong, with the value, such as `the label 'team' is missing`. */
  readonly message: string;

  /**
   * The place of the wrong or missing value: `object.root.at('metadata', 'labels', 'team')`.
   *
   * @default the whole object
   */
  readonly at?: Place;

  /**
   * What to write instead.
   *
   * @default the fix of the rule
   */
  readonly fix?: string;
}

/**
 * Defines a rule of your own. Pass it to `check`, `prove` or `synthesize` in `rules`, or export it from a file for `nines check --rules FILE`.
 * Its findings are accepted like those of any other rule: `nines.dev/accept.<id>: because ...`.
 *
 * @example
 * export const namesTeam = defineRule({
 *   id: 'names-team',
 *   severity: 'warning',
 *   title: 'Every workload names its team',
 *   why: 'An alert needs an owner.',
 *   fix: 'Add the label `team`.',
 *   appliesTo: ['Deployment', 'StatefulSet'],
 *   *check(object) {
 *     if (!object.labels.has('team')) yield { at: object.root.at('metadata', 'labels', 'team'), message: "the label 'team' is missing" };
 *   },
 * });
 *
 * @throws InputError if a field is missing or invalid, or the ID belongs to a built-in rule
 */
export function defineRule(rule: OwnRule): OwnRule {
  requireSound(rule, 'defineRule');
  return rule;
}

/** Refuses anything but a list of valid rules with unique IDs. @param source where they come from, for messages */
export function requireRules(rules: unknown, source: string): asserts rules is readonly OwnRule[] {
  if (!Array.isArray(rules)) throw new InputError(`${source}: the rules must be a list, got ${told(rules)}`, 'write [defineRule({ ... })]');
  for (const rule of rules) requireSound(rule, source);
  const ids = rules.map(({ id }) => id);
  const twin = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twin !== undefined) throw new InputError(`${source}: duplicate rule '${twin}'`, 'give each rule an id of its own');
}

/** An annotation's name has at most 63 characters after its prefix, including `accept.`. */
const LONGEST_ID = 56;
const texts = ['title', 'why', 'fix'] as const;

function requireSound(rule: unknown, source: string): asserts rule is OwnRule {
  if (!isObject(rule)) throw new InputError(`${source}: a rule must be an object, got ${told(rule)}`, 'write defineRule({ id, ... })');
  const { id, severity, appliesTo, check } = rule as Partial<OwnRule>;
  const refuse = (message: string, fix: string): never => {
    throw new InputError(`${source}: ${typeof id === 'string' && id !== '' ? `rule '${id}': ` : ''}${message}`, fix);
  };
  if (typeof id !== 'string' || !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id) || id.length > LONGEST_ID)
    refuse(`id must be kebab-case of at most ${LONGEST_ID} characters, got ${told(id)}`, 'write an ID such as names-team');
  if (builtIn().has(id as string)) refuse('its id belongs to a built-in rule', 'choose another id; `nines rules` lists those in use');
  if (!severities.some((known) => known === severity)) {
    const meant = typeof severity === 'string' ? nearest(severity, severities) : undefined;
    refuse(`severity must be ${choice(severities)}, got ${told(severity)}`, `write ${meant ?? choice(severities)}`);
  }
  for (const field of texts) {
    const text: unknown = rule[field];
    if (typeof text !== 'string' || text.trim() === '') refuse(`${field} must be a sentence, got ${told(text)}`, `describe it in ${field}`);
  }
  if (!(appliesTo === 'every object' || (Array.isArray(appliesTo) && appliesTo.length > 0 && appliesTo.every(isKind))))
    refuse(`appliesTo must be a list of kinds or 'every object', got ${told(appliesTo)}`, "write a list such as ['Deployment']");
  if (typeof check !== 'function') refuse(`check must be a function, got ${told(check)}`, 'write *check(object) { ... }');
}

function isKind(kind: unknown): boolean {
  return typeof kind === 'string' && /^[A-Z]\w*(\.[-a-z0-9.]+)?$/.test(kind);
}

let ids: ReadonlySet<string> | undefined;

/** The IDs of all built-in rules. */
function builtIn(): ReadonlySet<string> {
  ids ??= new Set(groups.flatMap(({ rules }) => rules.map(({ id }) => id)));
  return ids;
}

function told(value: unknown): string {
  if (typeof value === 'string') return show(value);
  if (value === undefined || value === null) return String(value ?? 'nothing');
  return typeof value === 'function' || typeof value === 'symbol' ? `a ${typeof value}` : JSON.stringify(value).slice(0, 80);
}
