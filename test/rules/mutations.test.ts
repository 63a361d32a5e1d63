import { brokenPromises, type Topology } from '../../src/availability';
import { table } from '../../src/report/columns';
import { judge } from '../availability/judged';
import { shopManifests } from '../fixtures/manifests';
import type { ShopEnvironment } from '../fixtures/shop/application';
import { production, staging } from '../fixtures/shop/environments';
import { harmless } from './mutations/harmless';
import { type Manifest, type Mutation, mutationsOf } from './mutations/mutation';
import { rulesOver } from './reviewed';

/** What the two platforms provide, and what a person creates: listing one object of a kind makes the others missing. */
const provided = [
  'Secret/shop/elasticsearch-password',
  'Secret/shop/elasticsearch-backend',
  'Namespace/kube-system',
  'Namespace/traefik',
  'IngressClass/alb',
  'IngressClass/traefik',
  'StorageClass/do-block-storage-retain',
  'ClusterIssuer/letsencrypt',
];

const judged = [staging, production].map((environment) => ({ ...environment, ...outcome(environment) }));

interface Outcome {
  /** How many were made, found by the rules, found by the proof alone, and found by nobody; by what was changed. */
  readonly counts: ReadonlyMap<string, readonly [number, number, number, number]>;

  /** In words, those that nobody found. */
  readonly missed: readonly string[];
}

function outcome(environment: ShopEnvironment): Outcome {
  const manifests = shopManifests(environment) as readonly Manifest[];
  const { topology } = environment.platform;
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

describe.each(judged)('every mistake in $name', ({ name, counts, missed }) => {
  beforeAll(() => {
    const rows = [...counts].map(([what, numbers]) => [what, ...numbers.map(String)]);
    process.stderr.write(`${table([[name, 'MADE', 'BY RULES', 'BY PROOF', 'HARMLESS'], ...rows])}\n\n`);
  });

  test('is found unless it is harmless', () => {
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
