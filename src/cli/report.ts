import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname } from 'node:path';
import { changeBetween } from '../change/change';
import { InputError, InputErrors } from '../manifests/input-error';
import type { ObjectIndex } from '../manifests/object-index';
import { indexAt } from '../manifests/revision-index';
import { pageAssets } from '../page/assets';
import { type Judged, type PageData, pageDataOf } from '../page/data';
import { pageOf } from '../page/html';
import { placed } from '../platform/topology-source';
import { fullReport, reviewOf, unreadableIn } from '../proof/report';
import { diagnosticLine } from '../report/diagnostics';
import { configurationOf, judgedManifests } from './check';
import { namedTopologies } from './compared-topologies';
import { withServices } from './diff';
import { UnusableError, usable } from './input';
import type { ReportRequest } from './report-request';
import { settingsOf } from './settings';
import { sidesOf } from './sides';
import type { Streams } from './streams';

/** `nines report`: writes the page. @throws InputError, InputErrors, UnreadableError: unusable input */
export function report(asked: ReportRequest, streams: Streams): number {
  try {
    const data = asked.base === undefined ? dataOf(asked, streams) : comparedData(asked, asked.base);
    const page = pageOf(data, pageAssets());
    mkdirSync(dirname(asked.output), { recursive: true });
    writeFileSync(asked.output, page);
    streams.out(`${asked.output}: ${Math.ceil(page.length / 1000)} kB\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof UnusableError)) throw error;
    streams.progress?.('');
    for (const finding of error.findings) streams.error(`nines: ${diagnosticLine(finding)}\n`);
    return 2;
  }
}

const TOPOLOGY = 'add a topology file, or three-zones for a usual cluster; nines topology writes the file of yours';

function dataOf({ check }: ReportRequest, streams: Streams): PageData {
  const settings = usable(() => settingsOf({ ...check, format: 'json' }, configurationOf(check)));
  if (settings.topology === undefined) throw new InputError('report needs --topology: it shows the nodes', TOPOLOGY);
  const { input, report: shown } = judgedManifests(settings, streams);
  const { index, topology, parts } = input;
  if (parts) throw new InputError(`the path holds ${parts.length} environments`, `name one of them, such as ${parts[0]?.name}`);
  if (topology === undefined) throw new InputError('report needs --topology: it shows the nodes', TOPOLOGY);
  return pageDataOf(nameOf(settings.paths), { index, topology, report: shown, target: settings.target });
}

/** Of `dist/production`, `production`. */
function nameOf(paths: readonly string[]): string {
  const [path = 'dist'] = paths;
  if (path === '-') return 'standard input';
  return paths.length > 1 ? `${paths.length} paths` : basename(path, extname(path)) || path;
}

/** The page of HEAD, with what it changes. */
function comparedData({ check, baseTopology }: ReportRequest, base: string): PageData {
  const { topology, target } = check;
  const { sides, origins } = sidesOf({ base, head: check.paths[0] });
  const [side, ...others] = sides.filter(({ isShared }) => !isShared);
  if (!side || others.length > 0)
    throw new InputError(`the path holds ${sides.length} environments`, `name one of them, such as dist/${side?.name}`);
  const topologies = namedTopologies({ topology, baseTopology }, origins) ?? side.topologies;
  if (!topologies) throw new InputError('report needs --topology: it shows the nodes', TOPOLOGY);
  const judge = (index: ObjectIndex, on: typeof topologies.head): Judged => {
    const review = reviewOf(index, on.topology);
    const unreadable = unreadableIn(review).map(({ message, fix, place }) => new InputError(message, fix, place));
    if (unreadable.length > 0) throw InputErrors.of(unreadable);
    const judged = placed(on, () => fullReport(index, on.topology, review, { target, withSavings: true }));
    return { index, topology: on.topology, report: judged, target };
  };
  const result = withServices(changeBetween(side.base, side.head, { manifestsAt: indexAt }), side, { ...topologies, isAsked: true });
  const before = judge(side.base, topologies.base ?? topologies.head);
  return pageDataOf(nameOf([side.name]), judge(side.head, topologies.head), { before, result });
}
