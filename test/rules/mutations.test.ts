import { brokenPromises, type Topology } from '../../src/availability';
import { table } from '../../src/report/columns';
import { judge } from '../availability/judged';
import { chosen } from '../budget';
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

const FINDERS = ['rules', 'proof', 'nobody'] as const;

/** Who finds a mistake: the rules, or else the proof, which is the other half of the same command, or nobody. */
type Finder = (typeof FINDERS)[number];

/** Every mistake that can be made in an environment, and who finds it. */
class Mistakes {
  readonly name: string;
  readonly all: readonly Mutation[];
  private readonly topology: Topology;
  private readonly known = new Map<Mutation, Finder>();

  constructor({ name, ...environment }: ShopEnvironment) {
    this.name = name;
    this.all = [...mutationsOf(shopManifests({ name, ...environment }) as readonly Manifest[], provided)];
    this.topology = environment.platform.topology;
  }

  finderOf(mutation: Mutation): Finder {
    const finder = this.known.get(mutation) ?? this.find(mutation);
    this.known.set(mutation, finder);
    return finder;
  }

  private find({ manifests }: Mutation): Finder {
    const { topology } = this;
    const documents = manifests.map((value) => ({ value }));
    if (rulesOver(documents, { topology, provided }).findings.length > 0) return 'rules';
    return brokenPromises(judge(manifests, topology, { withoutAdvice: true })).length > 0 ? 'proof' : 'nobody';
  }
}

const judged = [staging, production].map((environment) => new Mistakes(environment));

function inWords({ what, object, path, from, to }: Mutation): string {
  return `${what} ${object} /${path.join('/')}: ${from} -> ${to}`;
}

describe.each(judged)('every mistake in $name', (mistakes) => {
  const sorts = [...new Set(mistakes.all.map(({ what }) => what))];
  const ofSort = (all: readonly Mutation[], sort: string) => all.filter(({ what }) => what === sort);
  // About 30 of each are enough to tell whether most are found.
  const tried = sorts.flatMap((sort) => {
    const all = ofSort(mistakes.all, sort);
    return chosen(all, Math.max(1, Math.floor(all.length / 30)));
  });

  test('is found unless it is harmless', () => {
    const missed = tried.filter((mutation) => mistakes.finderOf(mutation) === 'nobody').map(inWords);
    expect(missed.filter((mutation) => !harmless.some(({ of }) => of.test(mutation)))).toEqual([]);
  });

  test.each(sorts)('many are of the sort %s, and most are found', (sort) => {
    expect(ofSort(mistakes.all, sort).length).toBeGreaterThan(20);
    const finders = ofSort(tried, sort).map((mutation) => mistakes.finderOf(mutation));
    expect(finders.filter((finder) => finder !== 'nobody').length / finders.length).toBeGreaterThan(0.7);
  });

  afterAll(() => {
    const rows = sorts.map((sort) => {
      const finders = ofSort(tried, sort).map((mutation) => mistakes.finderOf(mutation));
      return [sort, finders.length, ...FINDERS.map((by) => finders.filter((finder) => finder === by).length)].map(String);
    });
    process.stderr.write(`${table([[mistakes.name, 'MADE', 'BY RULES', 'BY PROOF', 'HARMLESS'], ...rows])}\n\n`);
  });
});

test.each(harmless)('there is such a change: $because', ({ of }) => {
  const isMissed = (mistakes: Mistakes) =>
    mistakes.all.some((mutation) => of.test(inWords(mutation)) && mistakes.finderOf(mutation) === 'nobody');
  expect(judged.some(isMissed)).toBe(true);
});
