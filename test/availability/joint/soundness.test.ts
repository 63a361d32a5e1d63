import { runs } from '../../budget';
import { Random } from '../../cluster/agreement/random/random';
import { judge } from '../judged';
import { drawn, drawnFromZero, drawnGrowing, drawnOnOneNode, withSpares } from '../reference/joint/draw';
import { drawnLarge } from '../reference/joint/large';
import { breaksIn, endsWell } from '../reference/joint/lives';
import { manifestsOf, topologyOf } from '../reference/joint/manifests';
import { drawnMixed } from '../reference/joint/mixed';
import type { System } from '../reference/joint/system';

/** `SETS=1000 SEED=5000 npx jest test/availability/joint` tries others. */
const seed = Number(process.env['SEED'] ?? 0);
const sets = Number(process.env['SETS'] ?? runs(10, 40));
const LIVES = 150;

function proved(system: System): string[] {
  const { services } = judge(manifestsOf(system), topologyOf(system), { withoutAdvice: true });
  return services.filter(({ verdict }) => verdict === 'proved').map(({ service }) => service);
}

/** Each service as if it had the cluster for itself. */
function provedAlone(system: System): string[] {
  return system.services.flatMap((service) => proved({ nodes: system.nodes, services: [service] }));
}

/** What breaks of all that is proved, also where nodes are replaced by others. */
function breaks(drawn: System, number: number, lives = LIVES): string[] {
  // A node that is replaced takes its disks along.
  const system = drawn.services.some(({ local }) => local) ? drawn : withSpares(drawn);
  const names = proved(system);
  const found = breaksIn(system, names, lives, number);
  return names.flatMap((name) => {
    const first = found.get(name);
    return first ? [`set ${number}, ${name}, ${first.during}: ${first.what}`] : [];
  });
}

const drawnSets = (from: number, count: number) => Array.from({ length: count }, (_, index) => from + index);

test('no service that is proved breaks, whatever the others on its nodes do', () => {
  const broken = drawnSets(seed, sets).flatMap((number) => breaks(drawn(new Random(number)), number));
  expect(broken).toEqual([]);
});

test('no service that is proved on the only node breaks', () => {
  const systems = drawnSets(seed, 10 * sets).map((number) => drawnOnOneNode(new Random(number)));
  expect(systems.filter((system) => proved(system).length > 0).length).toBeGreaterThan(sets / 4);
  const broken = systems.flatMap((system, index) => breaks(system, seed + index, LIVES / 10));
  // The only node itself need not survive its loss or a drain.
  expect(broken.filter((it) => !/, (?:loss|drain|upgrade) of /.test(it))).toEqual([]);
});

test('no service of 20 to 60 pods that is proved breaks', () => {
  const broken = drawnSets(seed, sets / 2).flatMap((number) => breaks(drawnLarge(new Random(number)), number, LIVES / 10));
  expect(broken).toEqual([]);
});

test('at most one roomy set in twenty is not proved, though each service is proved alone', () => {
  const roomy = drawnSets(seed, 2 * sets).map((number) => drawn(new Random(number), 'roomy'));
  const judged = roomy.filter((system) => provedAlone(system).length === system.services.length);
  const lost = judged.filter((system) => proved(system).length < system.services.length);
  expect(judged.length).toBeGreaterThan(roomy.length / 8);
  expect(lost.length).toBeLessThanOrEqual(judged.length / 20);
});

test('no service that is proved in a roomy set breaks', () => {
  const broken = drawnSets(seed, sets).flatMap((number) => breaks(drawn(new Random(number), 'roomy'), number, LIVES / 3));
  expect(broken).toEqual([]);
});

test('no service that is proved on pools that grow breaks, however many nodes an autoscaler has added', () => {
  const broken = drawnSets(seed, sets).flatMap((number) => breaks(drawnGrowing(new Random(number)), number));
  expect(broken).toEqual([]);
});

test('no service that is proved on pools that begin with no node breaks', () => {
  const broken = drawnSets(seed, sets).flatMap((number) => breaks(drawnFromZero(new Random(number)), number));
  expect(broken).toEqual([]);
});

test('no service that is proved breaks where nodes that do not answer are deleted', () => {
  const gone = (system: System): System => ({ ...system, nodesGo: true });
  const broken = drawnSets(seed, sets).flatMap((number) => [
    ...breaks(gone(drawn(new Random(number))), number),
    ...breaks(gone(drawnFromZero(new Random(number))), number),
  ]);
  expect(broken).toEqual([]);
});

test('no service that is proved breaks among autoscalers of pods, shared budgets, disks of nodes, and pools of several sizes', () => {
  const broken = drawnSets(seed, sets).flatMap((number) => breaks(drawnMixed(new Random(number)), number, LIVES / 2));
  expect(broken).toEqual([]);
});

/** Each service that is certain to have waiting pods, or a rolling update that never ends, and does well in some life. */
function refutedInVain(system: System, number: number): string[] {
  const { services } = judge(manifestsOf(system), topologyOf(system), { withoutAdvice: true });
  return services.flatMap(({ service, stuck }) => {
    const index = system.services.findIndex(({ name }) => name === service);
    return stuck.flatMap(({ event, certain, because }) => {
      if (!certain || (event !== 'placement' && event !== 'rolling update')) return [];
      return endsWell(system, index, event, LIVES / 3, number) ? [`set ${number}, ${service}: ${because}`] : [];
    });
  });
}

test('what is certain to wait indefinitely waits in every life', () => {
  const wrong = drawnSets(seed, sets).flatMap((number) => [
    ...refutedInVain(drawn(new Random(number)), number),
    ...refutedInVain(drawnGrowing(new Random(number)), number),
    ...refutedInVain(drawnFromZero(new Random(number)), number),
    ...refutedInVain(drawnMixed(new Random(number)), number),
  ]);
  expect(wrong).toEqual([]);
});

test('a service that its rules never let stand whole on the fewest nodes of a pool has a figure all the same', () => {
  const system = drawnGrowing(new Random(1035));
  const { services } = judge(manifestsOf(system), topologyOf(system), { withoutAdvice: true });
  expect(services.map(({ unavailability }) => unavailability.upper <= 1)).toEqual(services.map(() => true));
});
