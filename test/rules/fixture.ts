import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Diagnostic } from '../../src/manifests/diagnostic';
import { objectsOf } from '../../src/manifests/object';
import { readManifests } from '../../src/manifests/read';
import { readTopology } from '../../src/platform/topology-source';
import { type Review, type ReviewOptions, type Rule, rules } from '../../src/rules';
import { rulesOver } from './reviewed';

const folder = join(__dirname, 'fixtures');

/** What a rule says of a case; the first word of its file. */
export const verdicts = ['passes', 'fails', 'does not apply', 'accepted'] as const;
type Verdict = (typeof verdicts)[number];

/** A case of a rule: manifests whose leading comment says all that is found in them. */
export interface Fixture {
  readonly file: string;

  /** What its file's name says. */
  readonly name: string;
  readonly verdict: Verdict | undefined;

  /** Why the rule has nothing to say here; empty for the other verdicts. */
  readonly reason: string;

  /** What is known of the cluster: `# provided: ...`, `# kubernetes: ...`, `# topology: ...`. */
  readonly options: ReviewOptions;

  /** The findings, as {@link inWords} writes them. */
  readonly expected: string;
}

/** The rules that have a folder. */
export const foldered: readonly string[] = readdirSync(folder).sort();

/** The cases of a rule. */
export function fixturesOf(rule: string): readonly Fixture[] {
  return readdirSync(join(folder, rule))
    .sort()
    .map((file) => fixture(join(folder, rule, file)));
}

/** What is said of each case: several suites of a worker ask. */
const reviews = new Map<string, Review>();

/** What every rule, not only the one that the case is of, says of a case. */
export function reviewOf({ file, options }: Fixture): Review {
  const known = reviews.get(file);
  if (known) return known;
  const documents = readManifests([file]).documents.map((document) => ({ ...document, file: basename(file) }));
  const review = rulesOver(documents, options);
  reviews.set(file, review);
  return review;
}

/** Whether a case has an object of a kind that a rule looks at. */
export function isLookedAt({ file }: Fixture, { appliesTo }: Rule): boolean {
  return objectsOf(readManifests([file]).documents).some(({ type }) => appliesTo === 'every object' || appliesTo.includes(type));
}

/** Writes what is found now over what a case expects: for a reworded message. The verdict stays as a person wrote it. */
export function rewrite({ file }: Fixture, found: string): void {
  const [[first, ...rest], manifests] = parts(file);
  const lines = [first, ...rest.filter((line) => setting.test(line)), ...(found === '' ? [] : found.split('\n'))];
  writeFileSync(file, [...lines.map((line) => `# ${line}`), ...manifests].join('\n'));
}

const setting = /^(provided|kubernetes|topology): (.*)/;

function fixture(file: string): Fixture {
  const [[first = '', ...rest]] = parts(file);
  const verdict = verdicts.find((it) => first === it || first.startsWith(`${it}: `));
  const settings = new Map(rest.map((line) => setting.exec(line) ?? []).map(([, name = '', value = '']) => [name, value]));
  const topology = settings.get('topology');
  return {
    file,
    name: basename(file, '.yaml').replaceAll('-', ' '),
    verdict,
    reason: first.slice((verdict ?? '').length + 2),
    options: {
      kubernetes: settings.get('kubernetes'),
      provided: settings.get('provided')?.split(', '),
      ...(topology !== undefined && { topology: readTopology(topology) }),
    },
    expected: rest.filter((line) => !setting.test(line)).join('\n'),
  };
}

/** The lines of the leading comment, and those of the manifests. */
function parts(file: string): readonly [readonly string[], readonly string[]] {
  const lines = readFileSync(file, 'utf8').split('\n');
  const end = lines.findIndex((line) => !line.startsWith('#'));
  return [lines.slice(0, end).map((line) => line.replace(/^# ?/, '')), lines.slice(end)];
}

/** The severity of each rule. */
const severities: ReadonlyMap<string, string> = new Map(rules.map(({ id, severity }) => [id, severity]));

/** All that findings say but where their file lies, as a case expects it, and a severity other than the rule's. */
export function inWords({ findings, accepted }: Review): string {
  const entry = ({ rule, severity, place: { object, pointer }, message, fix }: Diagnostic, ...because: readonly string[]) =>
    [
      `- ${rule}${severity === severities.get(rule) ? '' : ` (${severity})`}: ${object?.kind} ${object?.namespace ? `${object.namespace}/` : ''}${object?.name} at ${pointer || 'its root'}`,
      `  ${message}`,
      `  fix: ${fix}`,
      ...because,
    ].join('\n');
  return [...findings.map((it) => entry(it)), ...accepted.map((it) => entry(it, `  because: ${it.because}`))].join('\n');
}
