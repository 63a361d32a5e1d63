import { join } from 'node:path';
import type { Topology } from '../../src/availability';
import { inWords } from '../../src/manifests/identity';
import { readManifests } from '../../src/manifests/read';
import { isNamespaced, typeOf } from '../../src/manifests/scope';
import { topologies } from '../../src/platform/topologies';
import { validate } from '../../src/schema';
import { type Manifest, objectIdentityOf } from '../../src/synthesis/manifest';
import { shopManifests } from '../fixtures/manifests';
import { environments } from '../fixtures/shop/environments';
import { rulesOver } from '../rules/reviewed';
import { Cluster } from './harness/cluster';
import { prepare } from './harness/deploy';
import { kubernetesVersion } from './harness/programs';
import { type Mutant, mutantOf } from './schema/mutant';
import { Random } from './schema/random';
import { unknown } from './schema/unknown';

const ROOT = join(__dirname, '..', '..');

/** The same mutants in each run; others to look for what nobody has seen yet. */
const SEED = Number(process.env['NINES_SEED'] ?? 1);
const MUTANTS = Number(process.env['NINES_MUTANTS'] ?? 600);

const version = kubernetesVersion().split('.').slice(0, 2).join('.');

/** Objects of every kind with a schema here, in an existing namespace that enforces nothing. */
const written = ['test/rules/examples', 'test/cluster/schema/objects.yaml'].map((path) => join(ROOT, path));
const objects = [...environments.flatMap(shopManifests), ...readManifests(written).documents.map(({ value }) => value as Manifest)]
  .filter((manifest) => manifest.kind !== 'Namespace' && validate(manifest, version).every(({ problem }) => problem !== 'skipped'))
  .map((manifest) => {
    const { namespace, ...metadata } = manifest.metadata;
    const isInNamespace = isNamespaced(typeOf(manifest.apiVersion, manifest.kind));
    return { ...manifest, metadata: { ...metadata, ...(isInNamespace && { namespace: 'default' }) } };
  });

let cluster: Cluster;
beforeAll(async () => {
  cluster = await Cluster.start(topologies.get('minikube') as Topology, { name: 'schema' });
  await prepare(cluster, objects);
});
afterAll(() => cluster?.stop());

/** What the server says against an object, by a server-side apply that changes nothing. */
async function refusal(manifest: Manifest): Promise<string | undefined> {
  const { status, body } = await cluster.server.apply(manifest, { dryRun: true });
  return status >= 400 ? (body.message ?? String(status)) : undefined;
}

test('what is right here the server takes', async () => {
  const refused = await Promise.all(
    objects.map(async (object) => ({ object: inWords(objectIdentityOf(object)), because: await refusal(object) })),
  );
  expect(refused.filter(({ because }) => because !== undefined)).toEqual([]);
  expect(objects.flatMap((object) => validate(object, version))).toEqual([]);
});

interface Judged extends Mutant {
  readonly here: readonly string[];
  readonly there: string | undefined;
}

describe(`${MUTANTS} objects with one change each, NINES_SEED=${SEED}`, () => {
  let judged: readonly Judged[];
  beforeAll(async () => {
    const random = new Random(SEED);
    const mutants = Array.from({ length: MUTANTS }, () => mutantOf(objects, random));
    judged = await Promise.all(
      mutants.map(async (mutant) => {
        const here = validate(mutant.manifest, version).map(({ pointer, message }) => `${pointer} ${message}`);
        return { ...mutant, here, there: await refusal(mutant.manifest) };
      }),
    );
    const count = (here: boolean, there: boolean) =>
      judged.filter((it) => it.here.length > 0 === here && (it.there !== undefined) === there).length;
    process.stderr.write(
      `NINES_SEED=${SEED}: ${count(true, true)} refused by both, ${count(false, false)} taken by both, ` +
        `${count(false, true)} refused by the server alone, ${count(true, false)} by the schema alone\n`,
    );
  });

  test('are many on both sides', () => {
    expect(judged.filter(({ there }) => there !== undefined).length).toBeGreaterThan(MUTANTS / 4);
    expect(judged.filter(({ there }) => there === undefined).length).toBeGreaterThan(MUTANTS / 5);
  });

  test('are refused by the schema only where the server refuses them', () => {
    // The server cuts a number off at 32 bits and goes on with what is left: 2^53 seconds are none.
    const cutOff = ({ here }: Judged) => here.every((complaint) => /(2147483648|9007199254740992) is out of range$/.test(complaint));
    expect(judged.filter((it) => it.here.length > 0 && it.there === undefined && !cutOff(it))).toEqual([]);
  });

  test('are taken by the schema only where the server takes them, or another rule finds them, or docs/schema.md says why not', () => {
    const missed = judged.filter(({ here, there, manifest }) => here.length === 0 && there !== undefined && !isFound(manifest));
    const told = missed.filter(({ there = '' }) => !unknown.some(({ message }) => message.test(there)));
    expect(told.map(({ change, there }) => `${change}\n  ${there}`)).toEqual([]);
  });
});

/** Whether a rule has something against an object that it has nothing of the sort against in the object as it was. */
function isFound(mutant: Manifest): boolean {
  const original = objects.find(({ kind, metadata }) => kind === mutant.kind && metadata.name === mutant.metadata.name);
  const findings = (value: unknown) =>
    rulesOver([{ value }], { kubernetes: version }).findings.map(({ rule, message }) => `${rule}: ${message}`);
  const before = new Set(findings(original));
  return findings(mutant).some((finding) => !before.has(finding));
}
