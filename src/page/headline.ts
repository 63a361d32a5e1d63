import type { ServiceResult } from '../availability';
import { percentageOf } from '../manifests/percentage';
import { minutes } from '../report/amounts';
import type { PageState } from './data';

/** Minutes of a mean Gregorian year. */
const YEAR = 525_960;

/** What a page says first. */
export interface Headline {
  readonly title: string;
  /** `none`: nothing has a target. */
  readonly state: 'kept' | 'broken' | 'open' | 'none';
  /** The verdict in one sentence. */
  readonly sentence: string;
}

/** The verdict on everything, led by the service with the least left of its target. */
export function headlineOf({ name, report: { services } }: { readonly name: string } & Pick<PageState, 'report'>): Headline {
  const { broken, open, promising } = groupsOf(services);
  const [first] = ranked(services);
  if (first === undefined)
    return { title: name, state: 'none', sentence: 'No Deployment, StatefulSet or DaemonSet is in these manifests.' };
  const sentence = (more: string) => `${costOf(first)}. ${more}`;
  if (promising.length === 0) return { title: `${name} promises nothing`, state: 'none', sentence: sentence('No service has a target.') };
  if (broken.length > 0)
    return { title: `${name} breaks ${promises(broken.length)}`, state: 'broken', sentence: sentence(reasonOf(first)) };
  if (open.length > 0)
    return { title: `${name} may not keep ${promises(open.length)}`, state: 'open', sentence: sentence(reasonOf(first)) };
  const all = promising.length === 1 ? 'its promise' : `all ${promising.length} promises`;
  return { title: `${name} keeps ${all}`, state: 'kept', sentence: sentence(survivedBy(promising)) };
}

/** In the order in which a page tells of them: what breaks its promise, what may, what is reached from outside, and the rest, each with the least left first. */
export function ranked(services: readonly ServiceResult[]): readonly ServiceResult[] {
  const { broken, open, outside, promising } = groupsOf(services);
  const ordered = [broken, open, outside, promising, services].flatMap((group) => [...group].sort((a, b) => used(b) - used(a)));
  return [...new Set(ordered)];
}

function groupsOf(services: readonly ServiceResult[]) {
  const promising = services.filter(({ target }) => target !== undefined);
  const broken = promising.filter((it) => it.verdict === 'refuted' || it.downtime.verdict === 'missed');
  const open = promising.filter((it) => !broken.includes(it) && (it.verdict !== 'proved' || it.downtime.verdict !== 'kept'));
  const outside = promising.filter(({ reachedBy }) => reachedBy !== undefined);
  return { promising, broken, open, outside };
}

/** Which of the events that are required no service is stopped by. */
function survivedBy(services: readonly ServiceResult[]): string {
  const names = { 'lose one node': 'lost node', 'lose one zone': 'lost zone', 'drain one node': 'drain', 'rolling update': 'rollout' };
  const survived = Object.entries(names).flatMap(([name, word]) =>
    services.every(({ events }) => events.some(({ event, survives, required }) => event === name && survives && required)) ? [word] : [],
  );
  if (survived.length === 0) return 'No single event that is required stops a service.';
  const list = survived.length === 1 ? survived.join('') : `${survived.slice(0, -1).join(', ')} or ${survived.at(-1)}`;
  return `No single ${list} stops ${services.length === 1 ? 'it' : 'any of them'}.`;
}

function promises(count: number): string {
  return count === 1 ? 'a promise' : `${count} promises`;
}

/** The share of its allowance that is used. */
function used({ downtime: { sum, allowed = YEAR } }: ServiceResult): number {
  return sum.value / Math.max(allowed, 1e-9);
}

/** `Of the 526 minutes a year that 99.9% allows backend, 121 are expected: it is up 99.9769% of the time, 3.6 nines.` */
function costOf({ service, target, downtime: { sum, allowed } }: ServiceResult): string {
  const up = `up ${upText(sum.value)} of the time, ${ninesText(sum.value)}`;
  if (target === undefined || allowed === undefined) return `${service} is expected to lose ${minutes(sum.value)} minutes a year: ${up}`;
  return `Of the ${minutes(allowed)} minutes a year that ${percentageOf(target)} allows ${service}, ${minutes(sum.value)} are expected: ${up}`;
}

function reasonOf({ verdict, because, downtime }: ServiceResult): string {
  const reason = verdict === 'proved' ? (downtime.because ?? because) : because;
  return `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.`;
}

/** The nines of so many minutes a year; undefined of none. */
function ninesOf(minutesPerYear: number): number | undefined {
  return minutesPerYear > 0 ? Math.max(0, -Math.log10(minutesPerYear / YEAR)) : undefined;
}

/** `3.6 nines`, rounded down: nobody gets more than is computed. */
export function ninesText(minutesPerYear: number): string {
  const nines = ninesOf(minutesPerYear);
  return nines === undefined ? 'no downtime' : `${(Math.floor(nines * 10) / 10).toFixed(1)} nines`;
}

/** The share of the year that is left: `99.977%`, rounded down. */
export function upText(minutesPerYear: number): string {
  const nines = Math.ceil(ninesOf(minutesPerYear) ?? 12);
  const digits = Math.min(10, Math.max(1, nines));
  const share = (1 - minutesPerYear / YEAR) * 100;
  return `${(Math.floor(share * 10 ** digits) / 10 ** digits).toFixed(digits)}%`;
}
