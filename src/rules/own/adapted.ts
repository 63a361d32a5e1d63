import { reasonOf } from '../../manifests/input-error';
import type { KubernetesObject } from '../../manifests/object';
import type { ObjectIndex } from '../../manifests/object-index';
import { Place } from '../../manifests/place';
import { isObject } from '../../manifests/value';
import type { Complaint, Context, Rule } from '../rule';
import { type OwnRule, requireRules } from './define-rule';
import { contextOf, type RuleContext, viewOf } from './view';

/**
 * Rules of your own in the form of the built-in ones.
 *
 * @throws InputError where one of them is not a sound rule: they may come from JavaScript
 */
export function adapted(rules: readonly OwnRule[]): readonly Rule[] {
  requireRules(rules, 'rules');
  return rules.map((rule) => ({
    ...rule,
    appliesTo: 'every object',
    check: (object, context) => (applies(rule, object) ? findings(rule, object, context) : []),
  }));
}

function applies({ appliesTo }: OwnRule, { kind, type }: KubernetesObject): boolean {
  return appliesTo === 'every object' || appliesTo.includes(kind) || appliesTo.includes(type);
}

/** What the rule finds. One that throws must not hide what the others find. */
function findings(rule: OwnRule, object: KubernetesObject, { index, kubernetes }: Context): readonly Complaint[] {
  const complaints: Complaint[] = [];
  try {
    for (const found of rule.check(viewOf(object), contextFor(index, kubernetes))) complaints.push(complaintOf(found, rule, object));
  } catch (error) {
    complaints.push({ at: object.root, message: `the rule failed: ${reasonOf(error)}`, fix: `correct the check of '${rule.id}'` });
  }
  return complaints;
}

/** Rules may come from JavaScript: what they yield is read, not trusted. */
function complaintOf(found: unknown, rule: OwnRule, { root }: KubernetesObject): Complaint {
  const { at, message, fix } = isObject(found) ? found : {};
  if (typeof message !== 'string' || message === '') throw new Error('a finding without a message');
  const path = isObject(at) && Array.isArray(at['path']) ? at['path'] : root.path;
  return { at: new Place(undefined, path), message, fix: typeof fix === 'string' ? fix : rule.fix };
}

const contexts = new WeakMap<ObjectIndex, RuleContext>();

function contextFor(index: ObjectIndex, kubernetes: string): RuleContext {
  const known = contexts.get(index) ?? contextOf(index, kubernetes);
  contexts.set(index, known);
  return known;
}
