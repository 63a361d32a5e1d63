import type { Mistake } from '../manifests/diagnostic';
import { parseDuration } from '../manifests/duration';
import { targetMistake } from '../manifests/percentage';
import type { Path } from '../manifests/pointer';
import { show } from '../manifests/words';
import { type Source, sources } from './sources';
import type { Topology } from './topology';
import { outsideBases, outsideKinds, type PlannedWork, type Releases } from './yearly-facts';

/** Nobody publishes how often nodes are restarted. */
const PLANNED_WORK: PlannedWork = { drainsPerYear: 24, away: '5m', source: 'assumption: each node twice a month, for five minutes' };

/** Nobody has measured how long people wait for a page before they count it as failed. */
const PATIENCE = 10;

/**
 * One release a week is an assumption. In the best group of DORA's survey 5% of changes fail, and it takes less than an hour to recover from one; that it is an hour, and
 * which part of it passes before anybody notices, are assumptions too.
 */
const RELEASES: Releases = { perYear: 52, failing: '5%', notice: '20m', recover: '40m', source: 'assumption: one release a week' };

/** Who says each figure of releases. */
export interface ReleaseSources {
  readonly perYear: Source;
  readonly failing: Source;
  readonly notice: Source;
  readonly recover: Source;
  readonly share: Source;
}

/** The maintenance of nodes, as declared or assumed. */
export function plannedWorkOf({ plannedWork }: Topology): PlannedWork {
  return plannedWork ?? PLANNED_WORK;
}

/** The releases, as declared or assumed. */
export function releasesOf({ releases }: Topology): Releases {
  return releases ?? RELEASES;
}

/** Who says each figure of the releases: what a topology declares has one source for all. */
export function releaseSources({ releases }: Topology): ReleaseSources {
  if (releases) return { perYear: releases, failing: releases, notice: releases, recover: releases, share: releases };
  const { source, url } = sources.dora;
  const hour = (part: string) => ({ source: `assumption: ${part} of an hour; the ${source} recovers in less than one`, url });
  return {
    perYear: RELEASES,
    failing: { source: `assumption: as many as in the ${source}`, url },
    notice: hour('a third'),
    recover: hour('two thirds'),
    share: { source: 'assumption: a failed release hits all requests' },
  };
}

/** The longest that people wait: a later response counts as failed. */
export interface Patience {
  readonly seconds: number;
  /** Such as `the 10 s that people are assumed to wait (patience)`. */
  readonly words: string;
}

/** What the topology says, or an assumption that its words call one. */
export function patienceOf({ patience }: Topology): Patience {
  const stated = patience === undefined ? undefined : parseDuration(patience);
  if (stated === undefined) return { seconds: PATIENCE, words: `the ${PATIENCE} s that people are assumed to wait (patience)` };
  return { seconds: stated, words: `the ${stated} s that people wait (patience, in the topology)` };
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
      ...wrongBasis(it.basis, ['outside', index, 'basis']),
      ...wrongFactor(it.factor, ['outside', index, 'factor']),
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

function wrongBasis(basis: string | undefined, path: Path) {
  const isKnown = basis === undefined || outsideBases.some((it) => it === basis);
  return at(path, isKnown ? undefined : { message: `${show(basis)} is not a basis of a figure`, fix: `write ${outsideBases.join(', ')}` });
}

function wrongFactor(factor: number | undefined, path: Path) {
  const isFactor = factor === undefined || (Number.isFinite(factor) && factor >= 1);
  return at(path, isFactor ? undefined : { message: `${show(factor)} is not a factor of 1 or more`, fix: 'write a factor such as 3' });
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
