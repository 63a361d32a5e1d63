import type { Mistake } from '../manifests/diagnostic';
import { nearest } from '../manifests/nearest';
import type { Path } from '../manifests/pointer';
import { isObject } from '../manifests/value';
import { mustBe, show } from '../manifests/words';

/** An incident that users noticed. */
export interface Incident {
  /** When it began: ISO 8601, such as `2026-03-01 09:30` or `2026-03-01T09:30:00+01:00`; UTC without an offset. */
  readonly start: string;

  /** When it ended, written in the same way. */
  readonly end: string;

  /** The cause: the id of a row of the risk table, such as `region` or `node-failover`, or short `node`; any other word becomes a row of its own. */
  readonly cause: string;

  /** The share of users who were hit, above 0 and up to 1. */
  readonly share: number;

  /**
   * The workload that failed, as `Kind/namespace/name`: the incident counts for it, and for all that can't do without it.
   *
   * @default all that its cause concerns: a load balancer, DNS and certificates those that are reached from outside, everything else all
   */
  readonly service?: string;
}

/** The incidents that were recorded in some time. Their rates replace those of the model. */
export interface IncidentRecord {
  /** Where it comes from, such as the name of its file. Every report prints it. */
  readonly source: string;

  /** The first day of the record, such as `2025-01-01`. */
  readonly from: string;

  /** The end of the record, exclusive, such as `2026-01-01`. */
  readonly until: string;

  /** The incidents, in any order. */
  readonly incidents: readonly Incident[];
}

/** The causes that the risk table may have a row for; a release has none, since what the target leaves pays for it. */
const incidentCauses = [
  'container-crash',
  'pod-fault',
  'node-failover',
  'node-interruption',
  'zone-failover',
  'election',
  'fault-detection',
  'mastership',
  'entry-health-check',
  'entry-address',
  'black-holed-connections',
  'drain',
  'rollout',
  'rollout-capacity',
  'no-readiness-probe',
  'planned-work',
  'region',
  'load-balancer',
  'dns',
  'certificates',
  'release',
] as const;

/** Short names of causes. */
const shortNames: ReadonlyMap<string, string> = new Map([
  ['node', 'node-failover'],
  ['zone', 'zone-failover'],
  ['pod', 'container-crash'],
  ['container', 'container-crash'],
]);

/** The row of the risk table that an incident belongs to. */
export function rowOf({ cause }: Pick<Incident, 'cause'>): string {
  return shortNames.get(cause) ?? cause;
}

/** A problem with one value of an incident. */
export interface IncidentMistake extends Mistake {
  readonly field: keyof Incident;
}

const DAY = /^\d{4}-\d\d-\d\d$/;
const TIME = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(:\d\d(?:\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)?$/;
const MINUTE = 60_000;

/** A point in time in milliseconds since 1970; undefined if it is invalid. A day stands for its first moment. */
export function timeOf(text: unknown): number | undefined {
  if (typeof text !== 'string') return undefined;
  const [, day = text, clock = '00:00', seconds = ':00', offset = 'Z'] = TIME.exec(text) ?? [];
  if (!DAY.test(day)) return undefined;
  const time = Date.parse(`${day}T${clock}${seconds}${offset}`);
  // JavaScript takes 30 February for 2 March.
  return Number.isNaN(time) || new Date(Date.parse(`${day}T00:00Z`)).toISOString().slice(0, 10) !== day ? undefined : time;
}

/**
 * The problems of an incident.
 *
 * @param written its values as a file has them, for the messages: `150%` is read as 1.5
 */
export function incidentMistakes(
  { start, end, cause, share, service }: { readonly [F in keyof Incident]: unknown },
  written: Readonly<Record<string, string>> = {},
): readonly IncidentMistake[] {
  const [began, ended] = [timeOf(start), timeOf(end)];
  const isOrdered = began === undefined || ended === undefined || began < ended;
  return [
    ...(began === undefined ? [{ field: 'start' as const, ...noTime(start) }] : []),
    ...(ended === undefined ? [{ field: 'end' as const, ...noTime(end) }] : []),
    ...(isOrdered ? [] : [{ field: 'end' as const, message: `${show(end)} is not after the start ${show(start)}`, fix: laterThan(began) }]),
    ...causeMistakes(cause, written['cause']),
    ...shareMistakes(share, written['share']),
    ...serviceMistakes(service),
  ];
}

function laterThan(time: number): string {
  return `write a later time, such as ${new Date(time + 10 * MINUTE).toISOString().slice(0, 16).replace('T', ' ')}`;
}

function noTime(value: unknown): Mistake {
  const message = typeof value === 'string' ? `${show(value)} is not a time` : mustBe('a time', value);
  return { message, fix: 'write a time such as 2026-03-01 09:30, in UTC, or with an offset: 2026-03-01T09:30+01:00' };
}

function causeMistakes(cause: unknown, written = cause): readonly IncidentMistake[] {
  const field = 'cause';
  if (typeof cause !== 'string') return [{ field, message: mustBe('a string', cause), fix: 'write the id of a row, such as region' }];
  if (cause === 'capacity') {
    const message = "'capacity' is computed from the rates of nodes and zones";
    return [{ field, message, fix: 'write what happened: node-failover, zone-failover, or a word of your own' }];
  }
  const known: readonly string[] = [...incidentCauses, ...shortNames.keys()];
  const meant = known.includes(cause) ? undefined : nearest(cause, known);
  if (meant !== undefined) return [{ field, message: `unknown cause ${show(written)}`, fix: `write '${meant}'` }];
  if (/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(cause)) return [];
  const fix = 'write lower-case words with hyphens, such as expired-certificate';
  return [{ field, message: `${show(written)} is not a cause`, fix }];
}

function shareMistakes(share: unknown, written?: string): readonly IncidentMistake[] {
  const field = 'share';
  if (typeof share === 'number' && share > 0 && share <= 1) return [];
  const fix = 'write a number above 0 and up to 1, such as 0.25 for a quarter of the users';
  if (typeof share !== 'number') return [{ field, message: mustBe('a share of users', share), fix }];
  if (written?.endsWith('%'))
    return [{ field, message: `${show(written)} is out of range`, fix: 'write a percentage above 0% and up to 100%, such as 25%' }];
  return [{ field, message: `${written ?? share} is out of range`, fix }];
}

function serviceMistakes(service: unknown): readonly IncidentMistake[] {
  if (service === undefined || (typeof service === 'string' && /^[^\s/]+(\/[^\s/]+){1,2}$/.test(service))) return [];
  const message = typeof service === 'string' ? `${show(service)} is not a workload` : mustBe('a workload', service);
  return [{ field: 'service', message, fix: 'write Kind/namespace/name, such as Deployment/shop/backend' }];
}

/** The problems of a record that was written in code, each with the path of its value. */
export function recordMistakes(record: unknown): readonly (Mistake & { readonly path: Path })[] {
  const read = "read a file with readIncidents('records.csv'), or write { source, from, until, incidents }";
  if (!isObject(record)) return [{ path: [], message: mustBe('a record of incidents', record), fix: read }];
  const { source, from, until, incidents } = record;
  const ends = { from, until };
  if (typeof source !== 'string' || !Array.isArray(incidents))
    return [{ path: [], message: 'must have a source and incidents', fix: read }];
  const [first, last] = [timeOf(from), timeOf(until)];
  const untold = Object.entries(ends).filter(([, value]) => timeOf(value) === undefined);
  const window = untold.map(([name, value]) => ({ path: [name], message: mustBe('a day', value), fix: 'write a day such as 2025-01-01' }));
  if (first !== undefined && last !== undefined && first >= last) {
    window.push({
      path: ['until'],
      message: `${show(until)} is not after ${show(from)}`,
      fix: 'write the day after the last of the record',
    });
  }
  const wrong = incidents.flatMap((incident: unknown, index) =>
    isObject(incident)
      ? incidentMistakes(incident as never).map(({ field, ...mistake }) => ({ path: ['incidents', index, field], ...mistake }))
      : [{ path: ['incidents', index], message: mustBe('an incident', incident), fix: 'write { start, end, cause, share }' }],
  );
  return [...window, ...wrong];
}
