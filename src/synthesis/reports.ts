import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pageAssets } from '../page/assets';
import { type Judged, type PageData, pageDataOf } from '../page/data';
import { pageOf } from '../page/html';
import { indexPageOf } from '../page/index-page';
import { fullReport, reviewOf } from '../proof/report';
import { diagnosticText } from '../report/diagnostics';
import type { Arguments } from './arguments';
import { baseOf } from './committed';
import type { Destination } from './destination';
import { changeOf, type Joining } from './guard';
import { environmentsNamed, unknownNames } from './preview';
import { showing } from './progress';
import { type Build, type IndexedSynthesis, indexedSynthesisOf, type SynthesisOptions } from './synthesis';
import { baseTopology, environmentTopology } from './topology-files';

/** Where `npm run report` writes. */
export const REPORTS = join('build', 'report');

/** The page that links to all. */
export const INDEX = 'index.html';

/**
 * `npm run report`: a page for each environment, and one that links to them. With a base, each shows what differs from it.
 *
 * The exit code is 2 if the manifests of an environment can't be made; a promise that isn't kept is what a page shows.
 */
export function writeReports<D extends Destination>(
  output: string,
  environments: readonly D[],
  build: Build<D>,
  { names, base }: Pick<Arguments, 'names' | 'base'>,
  options: SynthesisOptions,
): void {
  const known = environments.map(({ name }) => name);
  const syntheses = environmentsNamed(environments, names).map((environment) =>
    showing(environment.name, () => indexedSynthesisOf(environment, build, options)),
  );
  const unusable = [...unknownNames(known, names), ...syntheses.flatMap(({ files, problems }) => (files.length > 0 ? [] : problems))];
  if (unusable.length > 0) {
    for (const problem of unusable) console.error(diagnosticText(problem));
    process.exitCode = 2;
    return;
  }
  const assets = pageAssets();
  const pages = syntheses.map((synthesis) => ({
    file: `${synthesis.environment.name}.html`,
    data: dataOf(synthesis, output, base, options),
  }));
  mkdirSync(REPORTS, { recursive: true });
  for (const { file, data } of pages) {
    const page = pageOf(data, assets);
    writeFileSync(join(REPORTS, file), page);
    console.log(`${join(REPORTS, file)}: ${Math.ceil(page.length / 1000)} kB`);
  }
  writeFileSync(join(REPORTS, INDEX), indexPageOf(pages, assets));
  console.log(join(REPORTS, INDEX));
}

/** What deploys an environment is none of what its page shows. */
const alone: Joining = { before: (_, index) => index, after: (_, index) => index };

function dataOf(synthesis: IndexedSynthesis, output: string, base: string | undefined, options: SynthesisOptions): PageData {
  const { environment, index } = synthesis;
  const { name } = environment;
  const topology = environmentTopology(environment);
  const judged = (of: Pick<Judged, 'index' | 'topology'>): Judged => {
    const settings = { provided: environment.provided, rules: options.rules };
    return {
      ...of,
      report: fullReport(of.index, of.topology, reviewOf(of.index, of.topology, settings), { ...settings, withSavings: true }),
    };
  };
  const own = judged({ index, topology });
  if (base === undefined) return pageDataOf(name, own);
  const [before, ran] = [baseOf(output, name, base), baseTopology(output, environment, base)];
  return pageDataOf(name, own, {
    before: judged({ index: before.index, topology: ran ?? topology }),
    result: changeOf(synthesis, before, ran, alone),
  });
}
