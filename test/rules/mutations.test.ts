import { environments } from '../../environments';
import type { Environment } from '../../lib/environment';
import { brokenPromises, type Topology } from '../../src/availability';
import { readManifests } from '../../src/manifests/read';
import { table } from '../../src/report/table';
import { judge } from '../availability/judged';
import { harmless } from './mutations/harmless';
import { type Manifest, type Mutation, mutationsOf } from './mutations/mutation';
import { rulesOver } from './reviewed';

/** What the two platforms bring, and what a person makes: a list closes its kind. */
const provided = [
  'Secret/shop/elasticsearch-password',
  'Namespace/kube-system',
  'Namespace/traefik',
  'IngressClass/alb',
  'IngressClass/traefik',
  'StorageClass/do-block-storage-retain',
  'ClusterIssuer/letsencrypt',
];

const judged = environments.filter(({ name }) => name !== 'local').map((environment) => ({ ...environment, ...outcome(environment) }));

interface Outcome {
  /** How many were made, found by the rules, found by the proof alone, and found by nobody; by what was changed. */
  readonly counts: ReadonlyMap<string, readonly [number, number, number, number]>;

  /** In words, those that nobody found. */
  readonly missed: readonly string[];
}

function outcome({ name, platform: { topology } }: Environment): Outcome {
  const manifests = readManifests([`dist/${name}`]).documents.map(({ value }) => value as Manifest);
  const counts = new Map<string, [number, number, number, number]>();
  const missed: string[] = [];
  for (const mutation of mutationsOf(manifests, provided)) {
    const row = counts.get(mutation.what) ?? [0, 0, 0, 0];
    counts.set(mutation.what, row);
    const found = finder(mutation, topology);
    row[0]++;
    row[found]++;
    if (found === 3) missed.push(inWords(mutation));
  }
  return { counts, missed };
}

/** Who finds it: the rules, or else the proof, which is the other half of the same command. */
function finder({ manifests }: Mutation, topology: Topology): 1 | 2 | 3 {
  const documents = manifests.map((value) => ({ value }));
  if (rulesOver(documents, { topology, provided }).findings.length > 0) return 1;
  return brokenPromises(judge(manifests, topology, { withoutAdvice: true })).length > 0 ? 2 : 3;
}

function inWords({ what, object, path, from, to }: Mutation): string {
  return `${what} ${object} /${path.join('/')}: ${from} -> ${to}`;
}

describe.each(judged)('of every mistake in dist/$name', ({ name, counts, missed }) => {
  beforeAll(() => {
    const rows = [...counts].map(([what, numbers]) => [what, ...numbers.map(String)]);
    process.stderr.write(`${table([[`dist/${name}`, 'MADE', 'BY RULES', 'BY PROOF', 'HARMLESS'], ...rows])}\n\n`);
  });

  test('all are found but those that are harmless', () => {
    expect(missed.filter((mutation) => !harmless.some(({ of }) => of.test(mutation)))).toEqual([]);
  });

  test.each([...counts])('many are of the sort %s, and most are found', (_, [made, byRules, byProof]) => {
    expect(made).toBeGreaterThan(20);
    expect((byRules + byProof) / made).toBeGreaterThan(0.7);
  });
});

test.each(harmless)('there is such a change: $because', ({ of }) => {
  expect(judged.some(({ missed }) => missed.some((mutation) => of.test(mutation)))).toBe(true);
});
