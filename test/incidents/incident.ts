import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { readTopology } from '../../src/platform/topology-source';
import { check } from '../../src/proof/check';
import type { Proof } from '../../src/proof/proof';
import { nines, type Run } from '../cli/run';

const folder = __dirname;

/** An incident whose cause stood in manifests: what happened, and a small rebuild of it, broken and mended. */
export interface Incident {
  /** The name of its folder. */
  readonly slug: string;

  /** Its place on the page. */
  readonly number: number;
  readonly title: string;

  /** Whom it happened to, and when. */
  readonly who: string;
  readonly chapter: string;

  /** The addresses of those who tell of it. */
  readonly sources: readonly string[];

  /** What happened, in two or three sentences. */
  readonly what: string;

  /** The text of the broken twin that did it, or what it lacks: `missing: preStop`. */
  readonly line: string;

  /** How it is mended, in a sentence. */
  readonly mend: string;
}

/** The manifests before the change that was the incident; undefined where one state of them shows it. */
export function beforeOf({ slug }: Pick<Incident, 'slug'>): string | undefined {
  const before = join(folder, slug, 'before.yaml');
  return existsSync(before) ? readFileSync(before, 'utf8') : undefined;
}

/** The two rebuilds of an incident. */
export const twins = ['broken', 'mended'] as const;
type Twin = (typeof twins)[number];

/** Every incident, in the order of the page. */
export const incidents: readonly Incident[] = readdirSync(folder)
  .filter((slug) => existsSync(join(folder, slug, 'incident.yaml')))
  .map((slug): Incident => ({ slug, ...parse(readFileSync(join(folder, slug, 'incident.yaml'), 'utf8')) }))
  .sort((one, other) => one.number - other.number);

/** The manifests of a twin. */
export function manifestsOf({ slug }: Incident, twin: Twin): string {
  return readFileSync(join(folder, slug, `${twin}.yaml`), 'utf8');
}

/** The topology that a twin is judged on: its own file, or three zones of two nodes. */
export function topologyOf({ slug }: Incident): string {
  const own = join(folder, slug, 'topology.yaml');
  return existsSync(own) ? own : 'aws-3x2';
}

/** What `nines diff` says of the change to a twin. @throws Error without before.yaml */
export async function changeTo(incident: Incident, twin: Twin): Promise<Run> {
  const before = beforeOf(incident);
  if (before === undefined) throw new Error(`${incident.slug} has no before.yaml`);
  const args = ['diff', '@before.yaml', '@after.yaml', '--topology', topologyOf(incident), '--no-config'];
  const { out, ...run } = await nines(args, { 'before.yaml': before, 'after.yaml': manifestsOf(incident, twin) });
  // The first line has the path of the file.
  return { ...run, out: out.replace(/^.*after\.yaml: /, '') };
}

/** What `nines check` says of a twin. */
export function proofOf(incident: Incident, twin: Twin): Proof {
  return check(manifestsOf(incident, twin), readTopology(topologyOf(incident)));
}

/** The findings as the command prints them, without where their file lies. */
export function inWords({ problems }: Proof): string {
  return problems.map((problem) => `${problem.replace(/ manifests:\d+:\d+/, '')}\n`).join('');
}

/** What is expected of the broken twin. */
export function expectedOf({ slug }: Incident): string {
  return readFileSync(join(folder, slug, 'found.txt'), 'utf8');
}

/** Writes what is found now over what is expected: for a reworded message. */
export function rewrite({ slug }: Incident, found: string): void {
  writeFileSync(join(folder, slug, 'found.txt'), found);
}
