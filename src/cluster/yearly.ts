import type { Mistake } from '../manifests/diagnostic';
import { parseDuration } from '../manifests/duration';
import { targetMistake } from '../manifests/percentage';
import type { Path } from '../manifests/pointer';
import { show } from '../manifests/words';
import type { Topology } from './topology';

/** The kinds of what requests depend on outside of the cluster. */
export const outsideKinds = ['region', 'load-balancer', 'dns', 'certificates', 'other'] as const;
export type OutsideKind = (typeof outsideKinds)[number];

/** A service outside of the cluster, with its availability. */
export interface OutsideService {
  /** Such as `region eu-west-1`. */
  readonly name: string;

  /** A load balancer, DNS and certificates concern the services that are reached from outside, everything else concerns all. */
  readonly kind: OutsideKind;

  /** Such as `99.99%`. */
  readonly availability: string;

  /** Who says so: a service level agreement with its date, or one's own measurement. */
  readonly source: string;

  /**
   * Whether the figure was measured, or is what the provider commits itself to.
   *
   * @default 'commitment'
   */
  readonly basis?: 'commitment' | 'measured';

  /**
   * The workloads that need it, as `Kind/namespace/name`.
   *
   * @default all that its kind concerns
   */
  readonly services?: readonly string[];
}

/** Maintenance of nodes: each is drained, one after the other. */
export interface PlannedWork {
  /** How often a year each node is drained. */
  readonly drainsPerYear: number;

  /** How long a pod that can't move waits for its node, such as `5m`. */
  readonly away: string;

  /** Where the figures come from. */
  readonly source: string;
}

/** How releases go. */
export interface Releases {
  /** Releases a year. */
  readonly perYear: number;

  /** The share of them that fail, such as `5%`. */
  readonly failing: string;

  /** The time until a failed release is noticed, such as `20m`. */
  readonly notice: string;

  /** The time from there until it is rolled back, such as `40m`. */
  readonly recover: string;

  /**
   * The share of requests that fail meanwhile, such as `100%`.
   *
   * @default '100%'
   */
  readonly share?: string;

  /** Where the figures come from. */
  readonly source: string;
}

/** Nobody publishes how often nodes are restarted. */
const PLANNED_WORK: PlannedWork = { drainsPerYear: 24, away: '5m', source: 'assumption: each node twice a month, for five minutes' };

/** The best group of DORA's survey: 5% of its changes fail, and it recovers in less than an hour. How many it releases is an assumption. */
const RELEASES: Releases = {
  perYear: 52,
  failing: '5%',
  notice: '20m',
  recover: '40m',
  source: 'assumption: one a week, failing as those of the best group of DORA 2024 (5%, less than an hour)',
};

/** The maintenance of nodes, as declared or assumed. */
export function plannedWorkOf({ plannedWork }: Topology): PlannedWork {
  return plannedWork ?? PLANNED_WORK;
}

/** The releases, as declared or assumed. */
export function releasesOf({ releases }: Topology): Releases {
  return releases ?? RELEASES;
}

/** Seconds after which a response comes too late. */
export function patienceOf({ patience }: Topology): number {
  return parseDuration(patience ?? '10s') ?? 10;
}

/** Parses a share such as `20%` or `0.5%` into a fraction; undefined if it is invalid. */
export function parseShare(text: string): number | undefined {
  const percent = /^(\d{1,3}(?:\.\d{1,6})?)%$/.exec(text)?.[1];
  return percent === undefined || Number(percent) > 100 ? undefined : Number(`${percent}e-2`);
}

/** What is wrong with the values that say what a year costs, with their paths: a topology in TypeScript meets no schema. */
export function yearlyMistakes(topology: Topology): readonly (Mistake & { readonly path: Path })[] {
  const { outside = [], plannedWork, releases, patience, tcpRetries2, services = [] } = topology;
  return [
    ...outside.flatMap((it, index) => [
      ...wrongKind(it.kind, ['outside', index, 'kind']),
      ...at(['outside', index, 'availability'], targetMistake(it.availability)),
    ]),
    ...(plannedWork ? [...wrongCount(plannedWork.drainsPerYear, ['plannedWork', 'drainsPerYear'])] : []),
    ...wrongDuration(plannedWork?.away, ['plannedWork', 'away']),
    ...(releases ? [...wrongCount(releases.perYear, ['releases', 'perYear'])] : []),
    ...wrongShare(releases?.failing, ['releases', 'failing']),
    ...wrongShare(releases?.share, ['releases', 'share']),
    ...wrongDuration(releases?.notice, ['releases', 'notice']),
    ...wrongDuration(releases?.recover, ['releases', 'recover']),
    ...wrongDuration(patience, ['patience']),
    ...(tcpRetries2 === undefined ? [] : wrongCount(tcpRetries2, ['tcpRetries2'])),
    ...services.flatMap(({ writes }, index) => wrongShare(writes, ['services', index, 'writes'])),
  ];
}

function at(path: Path, mistake: Mistake | undefined): readonly (Mistake & { readonly path: Path })[] {
  return mistake ? [{ ...mistake, path }] : [];
}

function wrongKind(kind: string, path: Path) {
  const isKnown = outsideKinds.some((it) => it === kind);
  return at(
    path,
    isKnown ? undefined : { message: `${show(kind)} is not a kind of outside service`, fix: `write ${outsideKinds.join(', ')}` },
  );
}

function wrongCount(count: number, path: Path) {
  const isCount = Number.isFinite(count) && count >= 0;
  return at(path, isCount ? undefined : { message: `${show(count)} is not a number of 0 or more`, fix: 'write a number such as 12' });
}

function wrongDuration(text: string | undefined, path: Path) {
  const isFine = text === undefined || parseDuration(text) !== undefined;
  return at(path, isFine ? undefined : { message: `${show(text)} is not a duration`, fix: 'write a duration such as 90s or 5m' });
}

function wrongShare(text: string | undefined, path: Path) {
  const isFine = text === undefined || parseShare(text) !== undefined;
  return at(path, isFine ? undefined : { message: `${show(text)} is not a share`, fix: 'write a share such as 5%' });
}
