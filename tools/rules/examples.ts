import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { type Fixture, fixturesOf, reviewOf } from '../../test/rules/fixture';

/** A manifest that violates a rule, with what is found in it, and its closest twin that does not. */
export interface Examples {
  readonly incorrect: Example;
  readonly correct: Example;
}

/** Manifests as a page shows them. */
export interface Example {
  readonly yaml: string;

  /** What is known about the cluster: `provided: StorageClass/gp3`. */
  readonly settings: readonly string[];

  /** Where, what and the fix, of each finding. */
  readonly findings: readonly { readonly place: string; readonly message: string; readonly fix: string }[];
}

/** The twins that teach more than the closest ones, by rule. */
const chosen: Readonly<Record<string, readonly [incorrect: string, correct: string]>> = {
  'acceptance-names-rule': ['a-typo', 'a-rule'],
  'address-names-service': ['a-typo', 'url-of-a-service'],
  'annotation-value': ['a-target-that-is-a-fraction', 'all-values'],
  'budget-leaves-room': ['as-many-as-replicas', 'one-more-than-needed'],
  'budget-selects-pods': ['a-typo', 'labels-of-a-deployment'],
  'claim-exists': ['a-typo', 'in-the-namespace-of-the-pods'],
  'config-map-exists': ['a-typo', 'in-the-namespace-of-the-pods'],
  'config-map-key-exists': ['a-typo', 'of-the-data'],
  'data-has-backup': ['nothing-in-the-manifests', 'a-dump-each-night'],
  'dependency-exists': ['not-in-the-manifests', 'in-the-manifests'],
  'gateway-class-exists': ['a-typo', 'class-of-the-manifests'],
  'grace-period-covers-stop': ['a-longer-sleep-than-the-default', 'a-shorter-sleep'],
  'heap-under-limit': ['more-than-the-limit', 'half-of-the-limit'],
  'image-is-pinned': ['latest-moves', 'a-version'],
  'ingress-backend-exists': ['a-typo-in-the-name', 'port-by-name'],
  'ingress-class-exists': ['a-typo', 'class-of-the-manifests'],
  'issuer-exists': ['a-typo', 'issuer-in-the-namespace'],
  'known-annotation': ['a-typo-in-target', 'known-annotations'],
  'known-value': ['another-case', 'one-of-the-set'],
  'masters-match-replicas': ['fewer-replicas-than-names', 'each-pod'],
  'monitor-selects-services': ['labels-of-the-pods', 'labels-of-a-service'],
  'mount-has-volume': ['a-typo', 'a-volume-of-the-pod'],
  'plausible-quantity': ['millibytes', 'units-that-make-sense'],
  'policies-allow-connections': ['egress-not-allowed', 'both-sides-allowed'],
  'policy-port-exists': ['the-port-of-the-service', 'a-port-by-number'],
  'policy-selects-pods': ['a-typo', 'labels-of-a-deployment'],
  'priority-class-exists': ['a-typo', 'in-the-manifests'],
  'probe-port-exists': ['no-such-name', 'by-name'],
  'quota-covers-pods': ['too-little-memory', 'room-for-all'],
  'requests-under-limits': ['memory-above-the-limit', 'under-the-limit'],
  'role-exists': ['a-typo', 'role-of-the-namespace'],
  'rollout-can-proceed': ['both-zero', 'adds-one'],
  'runtime-class-exists': ['a-typo', 'in-the-manifests'],
  'secret-exists': ['a-typo', 'secret-of-the-manifests'],
  'served-api': ['a-removed-group', 'the-stable-version'],
  'service-account-exists': ['a-typo', 'in-the-namespace-of-the-pods'],
  'service-has-ports': ['no-ports', 'a-port'],
  'spread-selects-itself': ['another-workload', 'own-labels'],
  'storage-class-exists': ['a-typo-in-a-claim-template', 'class-of-the-manifests'],
  'unique-names': ['two-containers', 'names-of-their-own'],
  'unique-service-ports': ['same-number', 'two-ports'],
  'value-range': ['a-port-above-the-maximum', 'within-the-limits'],
  'value-syntax': ['a-quantity-with-a-space', 'well-written'],
  'value-type': ['a-number-in-the-environment', 'types-of-the-fields'],
};

/** The examples of a rule, taken from its test cases. */
export function examplesOf(rule: string): Examples {
  const fixtures = fixturesOf(rule);
  const [incorrect, correct] = chosen[rule] ?? closest(rule, fixtures);
  return { incorrect: example(named(incorrect, rule, fixtures)), correct: example(named(correct, rule, fixtures)) };
}

function named(name: string, rule: string, fixtures: readonly Fixture[]): Fixture {
  const found = fixtures.find(({ file }) => basename(file, '.yaml') === name);
  if (!found) throw new Error(`no test case ${name} of the rule ${rule}`);
  return found;
}

/** The pair with the fewest different lines; a case with settings, or with findings of other rules, is a last resort. */
function closest(rule: string, fixtures: readonly Fixture[]): readonly [string, string] {
  const failing = fixtures.filter(({ verdict }) => verdict === 'fails');
  const passing = fixtures.filter(({ verdict }) => verdict === 'passes');
  const pairs = failing.flatMap((one) =>
    passing.map((other) => ({ names: [nameOf(one), nameOf(other)] as const, cost: cost(one, other, rule) })),
  );
  const [best] = pairs.sort((one, other) => one.cost - other.cost);
  if (!best) throw new Error(`the rule ${rule} needs a test case that fails and one that passes`);
  return best.names;
}

function cost(incorrect: Fixture, correct: Fixture, rule: string): number {
  const [one, other] = [bodyOf(incorrect), bodyOf(correct)];
  const changed = one.filter((line) => !other.includes(line)).length + other.filter((line) => !one.includes(line)).length;
  const foreign = reviewOf(incorrect).findings.some((finding) => finding.rule !== rule);
  const isLastResort = changed === 0 || foreign || settingsOf(incorrect).length + settingsOf(correct).length > 0;
  return changed + one.length / 1000 + (isLastResort ? 100 : 0);
}

function example(fixture: Fixture): Example {
  return {
    yaml: bodyOf(fixture).join('\n').trim(),
    settings: settingsOf(fixture),
    findings: reviewOf(fixture).findings.map(({ place: { object, pointer }, message, fix }) => ({
      place: `${object?.kind} ${object?.namespace ? `${object.namespace}/` : ''}${object?.name} ${pointer}`,
      message,
      fix,
    })),
  };
}

function bodyOf({ file }: Fixture): readonly string[] {
  return linesOf(file).filter((line) => !line.startsWith('#'));
}

function settingsOf({ file }: Fixture): readonly string[] {
  return linesOf(file).flatMap((line) => /^# ((?:provided|kubernetes|topology): .*)/.exec(line)?.[1] ?? []);
}

function linesOf(file: string): readonly string[] {
  return readFileSync(file, 'utf8').split('\n');
}

function nameOf({ file }: Fixture): string {
  return basename(file, '.yaml');
}
