import { idOf } from '../../manifests/identity';
import type { Assessment } from '../verdict/assessment';
import type { Context, Memory, Options } from '../verdict/context';
import type { Costed } from '../verdict/verdict';
import { budgetOf } from './budget';
import { capacityRisk, type Variants, variantsOf } from './capacity';
import { changesOf } from './changes';
import { elasticsearchRisks } from './elasticsearch';
import { total, withinYear } from './estimate';
import { lossRisks } from './losses';
import { notIncluded } from './not-included';
import { outsideRisks, recordFor } from './outside';
import { plannedWorkRisks } from './planned-work';
import { withRecord, withReleases } from './record';
import type { Downtime, Range, Risk } from './risk';
import { type Routes, routesOf } from './routes/routes';
import { savingsOf } from './savings';
import { countedOnce, SharedParts } from './shared-events';
import { situationOf } from './situation';
import { connectionRisks } from './tcp';
import { withdrawalRisks } from './withdrawal';

/** What the tables of all services share, as they are and with changes tried on the model; it lives as long as one judgement. */
interface Shared {
  readonly routes: (workload: string) => Routes;
  readonly variants: Variants;
  /** The rows of each workload as a service of its own, and as a dependency. */
  readonly rows: Readonly<Record<Part, WeakMap<Assessment, readonly Risk[]>>>;
  /** Rows that follow from the shapes of workloads alone. */
  readonly ofShapes: Map<string, readonly Risk[]>;
  readonly parts: SharedParts;
}

type Part = 'service' | 'dependency';

/** A memory is of one set of manifests on one topology. */
const shared = new WeakMap<Memory, Shared>();

function sharedOf(context: Context): Shared {
  const known = shared.get(context.memory) ?? {
    routes: routesOf(context),
    variants: variantsOf(context),
    rows: { service: new WeakMap(), dependency: new WeakMap() },
    ofShapes: new Map(),
    parts: new SharedParts(),
  };
  shared.set(context.memory, known);
  return known;
}

/** What a year costs a service and everything that it can't do without. */
export function downtimeOf(costed: Costed, context: Context): Downtime {
  const { chain, target, soft } = costed;
  const { topology, index, options } = context;
  const own = chain[0] as Assessment;
  const service = idOf(own.workload);
  const { risks, record } = risksOf(costed, context, true);
  const sum = sumOfRows(risks);
  const budget = budgetOf(risks, sum, target);
  const changes = changesOf(topology, own.workload.strategy, budget.left);
  const isSearched = options.withSavings === true || (target !== undefined && isSearchedFor(budget.verdict !== 'kept', options));
  const before = { sum, releases: changes.minutes.value };
  const sumOf = (after: Costed, on: Context) => sumOfRows(risksOf(after, on, false).risks);
  return {
    risks,
    sum,
    ...budget,
    notIncluded: notIncluded({ service, chain, soft, routes: sharedOf(context).routes(service), topology, index }),
    changes,
    ...(isSearched ? savingsOf({ workload: own.workload, context, costed, before, allowed: budget.allowed, sumOf }) : {}),
    ...(record === undefined ? {} : { record: withReleases(record, changes) }),
  };
}

/** Whether changes are looked for that win minutes of a service with a target. */
function isSearchedFor(isOver: boolean, { withSavings, withoutAdvice = false }: Options): boolean {
  return withSavings === 'of targets' || (isOver && !withoutAdvice);
}

/** Minutes a year of all rows together: at most a year. */
function sumOfRows(risks: readonly Risk[]): Range {
  return withinYear(total(risks.map((it) => it.minutes)));
}

/** All rows, the largest first, those that a record of incidents knows better in place of the model's. */
function risksOf({ chain, capacityLoss, possible }: Costed, context: Context, isShown: boolean): ReturnType<typeof withRecord> {
  const { routes, variants, parts } = sharedOf(context);
  const own = chain[0] as Assessment;
  const service = idOf(own.workload);
  const shapes = chain.map(({ shape }) => shape).join();
  const modelled = [
    ...ofShapes(`capacity ${isShown} ${JSON.stringify(capacityLoss)} ${shapes}`, context, () => [
      capacityRisk(chain, capacityLoss, variants, isShown),
    ]),
    ...countedOnce(
      chain.map((member) => ({ member, risks: rowsOf(member, context, member !== own) })),
      parts,
    ).map((risk) => (risk.of !== undefined && possible.has(risk.of) ? perhaps(risk) : risk)),
    ...outsideRisks(service, routes(service).entries.length > 0, context.topology),
  ];
  const ids = chain.map(({ workload }) => idOf(workload));
  const isReached = routes(service).entries.length > 0;
  const { risks, record } = withRecord(modelled, recordFor(context.topology, ids, isReached));
  return { risks: [...risks].sort((a, b) => b.minutes.value - a.minutes.value || b.minutes.high - a.minutes.high), record };
}

/** A row of what the service may need, or not: then it costs nothing. */
function perhaps(risk: Risk): Risk {
  return { ...risk, minutes: { ...risk.minutes, low: 0 } };
}

/** Rows that were computed before for workloads of the same shapes: thousands of services have few. */
function ofShapes(key: string, context: Context, rows: () => readonly Risk[]): readonly Risk[] {
  const { ofShapes: known } = sharedOf(context);
  const found = known.get(key) ?? rows();
  known.set(key, found);
  return found;
}

/** The rows of one workload, named after it where it is a dependency. */
function rowsOf(member: Assessment, context: Context, isDependency: boolean): readonly Risk[] {
  const { routes, rows } = sharedOf(context);
  const id = idOf(member.workload);
  const ofPart = rows[isDependency ? 'dependency' : 'service'];
  const known = ofPart.get(member);
  if (known) return known;
  const situation = situationOf(member, context, routes(id), isDependency);
  const found = situation
    ? [
        ...lossRisks(situation),
        ...elasticsearchRisks(situation, context.index),
        ...connectionRisks(situation),
        ...ofShapes(`planned work ${member.shape}`, context, () => plannedWorkRisks(situation)),
        ...withdrawalRisks(situation),
      ]
    : [];
  const named = isDependency ? found.map((risk) => ({ ...risk, of: id })) : found;
  ofPart.set(member, named);
  return named;
}
