import type { ServiceResult } from '../availability';
import { percentageOf } from '../manifests/percentage';
import { minutes } from '../report/amounts';
import type { PageState } from './data';

/** Minutes of a mean Gregorian year. */
const YEAR = 525_960;

/** What a page says first. */
export interface Headline {
  readonly title: string;
  readonly state: 'kept' | 'broken' | 'open';
  /** The verdict in one sentence. */
  readonly sentence: string;
}

/** The verdict on everything, led by the service with the least left of its target. */
export function headlineOf({ name, report: { services } }: { readonly name: string } & Pick<PageState, 'report'>): Headline {
  const promising = services.filter(({ target }) => target !== undefined);
  const broken = promising.filter((it) => it.verdict === 'refuted' || it.downtime.verdict === 'missed');
  const open = promising.filter((it) => !broken.includes(it) && (it.verdict !== 'proved' || it.downtime.verdict !== 'kept'));
  if (services.length === 0)
    return { title: name, state: 'open', sentence: 'No Deployment, StatefulSet or DaemonSet is in these manifests.' };
  if (promising.length === 0) {
    const worst = services.reduce((a, b) => (b.downtime.sum.value > a.downtime.sum.value ? b : a));
    return { title: `${name} promises nothing`, state: 'open', sentence: `No service has a target. ${costOf(worst)}.` };
  }
  const first = tightest(broken.length > 0 ? broken : open.length > 0 ? open : promising);
  if (broken.length > 0)
    return { title: `${name} breaks ${promises(broken.length)}`, state: 'broken', sentence: `${costOf(first)}. ${reasonOf(first)}` };
  if (open.length > 0)
    return {
      title: `${name} may not keep ${promises(open.length)}`,
      state: 'open',
      sentence: `${costOf(first)}. ${reasonOf(first)}`,
    };
  const all = promising.length === 1 ? 'its promise' : `all ${promising.length} promises`;
  return { title: `${name} keeps ${all}`, state: 'kept', sentence: `${costOf(first)}. No single node, zone, drain or rollout stops it.` };
}

function promises(count: number): string {
  return count === 1 ? 'a promise' : `${count} promises`;
}

/** The service with the least of its allowance left, as a share. */
export function tightest(services: readonly ServiceResult[]): ServiceResult {
  const used = ({ downtime: { sum, allowed = YEAR } }: ServiceResult) => sum.value / Math.max(allowed, 1e-9);
  return services.reduce((a, b) => (used(b) > used(a) ? b : a));
}

/** `backend is up 99.977% of the year: 121 of the 526 minutes that 99.9% allows are expected to fail`. */
function costOf({ service, target, downtime: { sum, allowed } }: ServiceResult): string {
  const lost = `${minutes(sum.value)} minutes of a year's requests are expected to fail`;
  if (target === undefined || allowed === undefined) return `${service}: ${lost}, ${ninesText(sum.value)}`;
  return `${service}: ${lost}, ${ninesText(sum.value)}; its target of ${percentageOf(target)} allows ${minutes(allowed)}`;
}

function reasonOf({ verdict, because, downtime }: ServiceResult): string {
  const reason = verdict === 'proved' ? (downtime.because ?? because) : because;
  return `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.`;
}

/** The nines of so many minutes a year; undefined of none. */
export function ninesOf(minutesPerYear: number): number | undefined {
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
