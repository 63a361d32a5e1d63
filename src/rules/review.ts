import type { Topology } from '../availability';
import { labelsOf } from '../cluster/cluster';
import { nodeSizes } from '../cluster/node-sizes';
import { Provided } from '../cluster/provided';
import { reasonFor } from '../manifests/annotations';
import type { AcceptedDiagnostic, Diagnostic } from '../manifests/diagnostic';
import type { KubernetesObject } from '../manifests/object';
import type { ObjectIndex } from '../manifests/object-index';
import { Secrets } from '../manifests/secrets';
import { kubernetesVersions } from '../schema';
import { withoutConsequences } from './consequences';
import { locationOf } from './location';
import { adapted } from './own/adapted';
import type { OwnRule } from './own/define-rule';
import { placeholderIsReplaced } from './placeholder-is-replaced';
import { isPlaceholder } from './placeholders';
import { Policies } from './policies/policies';
import { acceptable, rules, validating } from './registry';
import { risksTaken } from './risks';
import type { Complaint, Context, Rule, RuleDescription } from './rule';
import { skipped } from './schema/skipped';
import { uniqueObjects } from './unique-objects';

/** The result of checking manifests against the rules. */
export interface Review {
  /** The findings that are not accepted. */
  readonly findings: readonly Diagnostic[];

  /** The findings that an annotation accepts, each with its reason, and the risks that constructs take. */
  readonly accepted: readonly AcceptedDiagnostic[];

  /** The objects that could not be validated: custom resources without a known schema. */
  readonly skipped: readonly Diagnostic[];
}

/** What is known about the cluster besides the manifests. */
export interface ReviewOptions {
  /**
   * The cluster's minor version, such as `1.36`. A version without schemas is validated against the newest.
   *
   * @default the newest
   */
  readonly kubernetes?: string;

  /**
   * Objects that the cluster has besides the manifests: `Secret/shop/smtp`, `StorageClass/gp3`, `Service/monitoring/*`.
   *
   * @default the objects that every cluster has
   */
  readonly provided?: readonly string[];

  /**
   * The cluster's nodes, to find requests that fit on no node.
   *
   * @default unknown
   */
  readonly topology?: Topology;

  /**
   * Rules of your own, checked after the built-in ones.
   *
   * @default none
   */
  readonly rules?: readonly OwnRule[];
}

/**
 * Checks manifests against every rule, as one application.
 *
 * Pure: it reads only its arguments, in time linear in the size of the manifests.
 */
export function rulesOver(index: ObjectIndex, options: ReviewOptions = {}): Review {
  const own = adapted(options.rules ?? []);
  const all = [...rules, ...own];
  const context = contextOf(index, options, own);
  const unacceptable = new Set(all.filter(({ isAcceptable }) => isAcceptable === false).map(({ id }) => id));
  const byType = new Map<string, readonly Rule[]>();
  const findings: Diagnostic[] = [];
  const accepted: AcceptedDiagnostic[] = [];
  const told = new Set<string>();
  for (const object of index.objects) {
    const [first, ...variants] = index.all(object.type, object.namespace, object.name);
    const isElsewhere = first?.document.file !== object.document.file;
    const fitting = byType.get(object.type) ?? rulesFor(object.type, all);
    byType.set(object.type, fitting);
    const complaints: Diagnostic[] = [];
    for (const rule of fitting) {
      for (const complaint of rule.check(object, context)) {
        if (rule !== placeholderIsReplaced && isPlaceholder(object, complaint.at)) continue;
        const diagnostic = diagnosticOf(rule, object, complaint);
        // What two variants of an object have in common is told once.
        if (variants.length > 0 && rule !== uniqueObjects && isTold(diagnostic, told) && isElsewhere) continue;
        complaints.push(diagnostic);
      }
    }
    for (const diagnostic of withoutConsequences(complaints, validating)) {
      const because = unacceptable.has(diagnostic.rule) ? undefined : reasonFor(diagnostic.rule, object.annotations);
      if (because) accepted.push({ ...diagnostic, because });
      else findings.push(diagnostic);
    }
    accepted.push(...risksTaken(object, index));
  }
  return {
    findings,
    accepted,
    skipped: index.objects.flatMap((object) => skipped.check(object, context).map((it) => diagnosticOf(skipped, object, it))),
  };
}

function isTold({ rule, place: { object, pointer }, message }: Diagnostic, told: Set<string>): boolean {
  const key = JSON.stringify([rule, object, pointer, message]);
  if (told.has(key)) return true;
  told.add(key);
  return false;
}

function rulesFor(type: string, all: readonly Rule[]): readonly Rule[] {
  return all.filter(({ appliesTo }) => appliesTo === 'every object' || appliesTo.includes(type));
}

function contextOf(index: ObjectIndex, { kubernetes, provided, topology }: ReviewOptions, own: readonly Rule[]): Context {
  const asked = kubernetes ?? topology?.kubernetes ?? '';
  return {
    index,
    secrets: new Secrets(index.objects),
    policies: new Policies(index),
    provided: new Provided(provided),
    kubernetes: kubernetesVersions.includes(asked) ? asked : (kubernetesVersions[0] as string),
    ...nodeSizes(topology),
    nodeLabels: topology && nodeLabels(topology),
    topology,
    services: topology?.services,
    acceptable: [...acceptable, ...own.map(({ id }) => id)],
  };
}

function nodeLabels({ zones }: Topology): ReadonlySet<string> {
  return new Set(zones.flatMap((zone) => zone.pools.flatMap((pool) => [...labelsOf(zone, pool).keys()])));
}

function diagnosticOf(rule: RuleReference, object: KubernetesObject, { at, message, fix, severity }: Complaint): Diagnostic {
  return { severity: severity ?? rule.severity, rule: rule.id, place: locationOf(object, at.path), message, fix };
}

type RuleReference = Pick<RuleDescription, 'id' | 'severity'>;
