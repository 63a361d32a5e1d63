import type { Topology } from '../../../src/availability';
import { Joint } from '../../../src/availability/placement/joint/joint';
import { plannedWorkRisks } from '../../../src/availability/risk/planned-work';
import { failureRates } from '../../../src/availability/risk/rates';
import type { Situation } from '../../../src/availability/risk/situation';
import { type Assessment, assess, type Shape } from '../../../src/availability/verdict/assessment';
import { type Context, type Memory, memoryOf } from '../../../src/availability/verdict/context';
import { capacityLossOf } from '../../../src/availability/verdict/figures';
import { stuckOf } from '../../../src/availability/verdict/progress';
import { isProved } from '../../../src/availability/verdict/verdict';
import type { Budget } from '../../../src/availability/workload/budget';
import type { Workload } from '../../../src/availability/workload/workload';
import { workloadsOf } from '../../../src/availability/workload/workloads';
import { clusterOf } from '../../../src/cluster/cluster';
import { idOf } from '../../../src/manifests/identity';
import { chosen } from '../../budget';
import { indexed } from '../../indexed';
import { version } from '../fields/designs';
import { counted, first, firstSet, services, statefulSets } from './near-shapes';
import { valuesByPath, withValueAt } from './values-by-path';

/** Zones of two pools each: few pods tolerate the nodes of one, and the other grows. */
const topology = withSpecialPools(version('1.36'));
const cluster = clusterOf(topology);

/** Whether others leave it room is part of a shape by itself. */
const nobodyElse = Joint.of([], cluster);

const designs = [first, firstSet, counted, ...services.map((it) => it.documents), ...statefulSets.map((it) => it.documents)];
const workloads = designs.map((documents) => workloadsOf(indexed(documents), cluster, topology)[0] as Workload);
const samples = [...cluster.cells.map(({ labels }) => labels), ...Array.from({ length: 12 }, (_, count) => count)];
const values = valuesByPath(workloads, samples);

/** A workload that is judged before others, and what is remembered of it. */
interface Before {
  readonly workload: Workload;
  readonly memory: Memory;
}

let judgedBefore: readonly Before[] = [];

// Not while the file is loaded: a mutant is active only as tests run.
beforeAll(() => {
  judgedBefore = chosen(workloads, 3).map((workload) => {
    const memory = memoryOf();
    const assessment = assessed(workload, memory);
    answerTo(assessment, memory);
    return { workload, memory };
  });
});

test.each([...values.keys()])('workloads that differ in %s alone get answers of their own', (path) => {
  const mistaken = judgedBefore.flatMap((before) =>
    (values.get(path) ?? []).flatMap((value) => {
      const changed = withValueAt(before.workload, path, value);
      return changed && isPossible(changed) && takesAnotherAnswer(consistent(changed, path), before)
        ? [{ workload: before.workload, value }]
        : [];
    }),
  );
  expect(mistaken).toEqual([]);
});

/** An autoscaler goes from the fewest pods to the most. */
function isPossible({ replicas, maximum, peak }: Workload): boolean {
  return replicas <= maximum && maximum <= peak;
}

/** What is resolved for the replicas at rest is what is resolved for any number, taken there. */
function consistent(workload: Workload, path: string): Workload {
  const { replicas, strategy, strategyAt, budgets } = workload;
  if (/^replicas$|At$/.test(path))
    return {
      ...workload,
      strategy: strategyAt(replicas),
      budgets: budgets.map((budget) => ({ ...budget, allowed: budget.allowedAt(replicas) })),
    };
  if (path.startsWith('strategy')) return { ...workload, strategyAt: () => strategy };
  if (path.startsWith('budgets')) return { ...workload, budgets: budgets.map((budget) => agreeing(budget, path)) };
  return workload;
}

function agreeing(budget: Budget, path: string): Budget {
  const othersKey = path.endsWith('othersKey') ? budget.othersKey : budget.others.join();
  return { ...budget, allowedAt: () => budget.allowed, othersKey };
}

/** Whether a workload that is judged after another one gets an answer that it wouldn't get by itself. */
function takesAnotherAnswer(workload: Workload, { memory }: Before): boolean {
  const assessment = ofKnownShape(workload, memory);
  if (!assessment) return false;
  const alone = memoryOf();
  return JSON.stringify(answerTo(assessment, memory)) !== JSON.stringify(answerTo(assessed(workload, alone), alone));
}

/** What is taken from workloads that were assessed before; nothing is computed. */
function ofKnownShape(workload: Workload, { shapes }: Memory): Assessment | undefined {
  try {
    return assessed(workload, { shapes: new KnownShapes(shapes) });
  } catch (error) {
    if (error instanceof NewShape) return undefined;
    throw error;
  }
}

class NewShape extends Error {}

class KnownShapes extends Map<string, Shape> {
  override get(key: string): Shape {
    const known = super.get(key);
    if (!known) throw new NewShape(key);
    return known;
  }
}

function assessed(workload: Workload, { shapes }: Pick<Memory, 'shapes'>): Assessment {
  return assess(workload, cluster, nobodyElse, shapes);
}

function answerTo(assessment: Assessment, memory: Memory) {
  const { workload } = assessment;
  const assessments = new Map([[idOf(workload), assessment]]);
  const context = { cluster, topology, joint: nobodyElse, workloads: [workload], assessments, options: {}, memory } as unknown as Context;
  const { placements, predicate, setting, staged, outcomes } = assessment;
  return {
    placements,
    predicate,
    failover: setting.failover,
    moves: setting.moves,
    roomIsSure: setting.roomIsSure,
    candidates: staged.map(({ candidates }) => candidates),
    outcomes,
    stuck: stuckOf(assessment, assessments),
    isProved: isProved(workload, context),
    plannedWork: plannedWorkRisks({
      member: assessment,
      rates: failureRates(assessment, topology),
      pods: predicate.replicas,
      topology,
    } as Situation),
    figures: [0, 1, 2].map((stage) => capacityLossOf([assessment], stage, memory)),
  };
}

function withSpecialPools(plain: Topology): Topology {
  const taints = [{ key: 'dedicated', effect: 'NoExecute' as const }];
  return {
    ...plain,
    zones: plain.zones.map((zone) => {
      const [pool] = zone.pools as [(typeof zone.pools)[number]];
      const dedicated = { ...pool, name: 'dedicated', labels: { disk: 'fast' }, taints };
      return { ...zone, pools: [pool, dedicated] };
    }),
  };
}
