import type { Source } from '../../cluster/sources';
import type { Topology } from '../../cluster/topology';
import { parseShare, releaseSources, releasesOf } from '../../cluster/yearly';
import { parseDuration } from '../../manifests/duration';
import type { Strategy } from '../../manifests/strategy';
import { between, exactly, mapped, type Origin, product, total, within } from './estimate';
import { originOf } from './rates';
import type { Changes, Range } from './risk';

/** What releases cost in a year, and how many bad ones the target leaves room for. It is no part of the sum. */
export function changesOf(topology: Topology, { type, unavailable }: Strategy, left: Range | undefined): Changes {
  const { each, ...changes } = costOf(topology, type === 'rolling' && unavailable === 0);
  const affordable = left && each > 0 ? mapped(left, (it) => Math.max(0, it / each)) : undefined;
  return { ...changes, ...(affordable ? { affordable } : {}) };
}

/** What releases cost in a year, and minutes of each bad one. */
interface Cost extends Omit<Changes, 'affordable'> {
  readonly each: number;
}

const costs = new WeakMap<Topology, Map<boolean, Cost>>();

/** Computed once for all services, and for those whose old pods stay until new ones are ready. */
function costOf(topology: Topology, spares: boolean): Cost {
  const known = costs.get(topology) ?? new Map<boolean, Cost>();
  costs.set(topology, known);
  const cost = known.get(spares) ?? costWith(releasesIn(topology), spares);
  known.set(spares, cost);
  return cost;
}

function costWith({ releases, failing, notice, recover, hit, ofShare }: Releases, spares: boolean): Cost {
  // Which bad releases never become ready nobody knows, so the most is what is counted.
  const share = spares
    ? between(0, hit, hit, { ...ofShare, because: 'maxUnavailable is 0: a release that never becomes ready hits nobody' })
    : exactly(hit, ofShare);
  const minutes = mapped(product(releases, failing, share, total([notice, recover])), (it) => it / 60);
  const each = (share.value * (notice.value + recover.value)) / 60;
  return { releases, failing, notice, recover, share, minutes, each };
}

interface Releases extends Pick<Changes, 'releases' | 'failing' | 'notice' | 'recover'> {
  /** The share of requests that a bad one hits, and who says so. */
  readonly hit: number;
  readonly ofShare: Origin;
}

function releasesIn(topology: Topology): Releases {
  const declared = releasesOf(topology);
  const said = releaseSources(topology);
  const figure = (value: number, source: Source) => {
    const origin = originOf(source);
    return within(value, origin.basis === 'assumption' ? 2 : 1, origin);
  };
  return {
    releases: figure(declared.perYear, said.perYear),
    failing: figure(parseShare(declared.failing) ?? 0, said.failing),
    notice: figure(parseDuration(declared.notice) ?? 0, said.notice),
    recover: figure(parseDuration(declared.recover) ?? 0, said.recover),
    hit: parseShare(declared.share ?? '100%') ?? 1,
    ofShare: originOf(said.share),
  };
}
