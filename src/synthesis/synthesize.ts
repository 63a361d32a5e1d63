import { existsSync } from 'node:fs';
import type { Diagnostic } from '../manifests/diagnostic';
import { InputError } from '../manifests/input-error';
import { atOneMoment } from '../manifests/revision';
import { allowClosedPipes } from '../report/closed-pipe';
import { diagnosticText } from '../report/diagnostics';
import { problemText } from '../report/text';
import { type Arguments, argumentsOf } from './arguments';
import { baseOf, environmentsIn } from './committed';
import { allDelivered, DeliveryChange, deliveredFrom } from './delivery-change';
import type { Destination } from './destination';
import { type Folder, recoverFolders, replaceFolders, writeFolders } from './dist';
import { goneEnvironments, goneProblems, removalText } from './gone';
import { changeProblems, clusterReview } from './guard';
import { watchReports } from './live-reports';
import { onClusters } from './on-clusters';
import { placeholderIn } from './placeholders';
import { environmentsNamed, preview, unknownNames, writtenChange } from './preview';
import { showing } from './progress';
import { invalidValue } from './refusals';
import { type RemovedEnvironment, removedRefusals } from './removed-environment';
import { writeReports } from './reports';
import { sharedContexts } from './shared-contexts';
import { summaryOf } from './summary';
import { type Build, freshOf, type IndexedSynthesis, indexedSynthesisOf, type SynthesisOptions } from './synthesis';
import { baseTopology, topologyFolder } from './topology-files';
import { write } from './writing';

const DIST = 'dist';

/** Options for synthesizing an application. */
export interface SynthesizeOptions extends SynthesisOptions {
  /**
   * Environments that were removed on purpose. Without a reason, one whose manifests are in the last commit is not removed from `dist/`.
   *
   * @default none
   */
  readonly removed?: readonly RemovedEnvironment[];
}

/**
 * Synthesizes environments to `dist/<environment>/*.yaml`.
 *
 * Everything is built and checked in memory first. If there is a problem in any environment, nothing is written, every problem is printed to standard
 * error, and the exit code is 1; it is 2 if the arguments are unusable. Under the cdk8s CLI, a copy goes to its output folder.
 *
 * Each environment is compared with its manifests in the last commit: a change that destroys data, or that can't be applied, is such a problem too, and so
 * is an environment that is gone.
 *
 * With `--diff` it shows what differs instead, with `--report` it writes a page of each environment to build/report (docs/report.md), and with `--deploy` it applies what is in `dist/` to the cluster of an environment: docs/deploy.md.
 *
 * @param args command-line arguments: the environments to synthesize, and `--base REVISION` for another one to compare with. Without a name, all of them
 * are synthesized, and everything else in `dist/` is removed
 */
export function synthesize<D extends Destination>(
  environments: readonly D[],
  build: Build<D>,
  args: readonly string[],
  options: SynthesizeOptions = {},
): void {
  allowClosedPipes();
  recoverFolders(DIST);
  const asked = parsed(args);
  if (!asked) return;
  if (asked.deploy || asked.live) void onClusters(DIST, environments, build, asked, options);
  else if (asked.watch) watchReports(asked);
  else if (asked.report) atOneMoment(() => writeReports(DIST, environments, build, asked, options));
  else if (asked.diff) atOneMoment(() => preview(DIST, environments, build, asked, options));
  else atOneMoment(() => checkAndWrite(environments, build, asked, options));
}

/** Writes the folders of the environments that are named, and what is for all of them, or nothing where something is wrong. */
function checkAndWrite<D extends Destination>(
  environments: readonly D[],
  build: Build<D>,
  { names, base }: Pick<Arguments, 'names' | 'base'>,
  options: SynthesizeOptions,
): void {
  const syntheses = environmentsNamed(environments, names).map((environment) => {
    const synthesis = showing(environment.name, () => indexedSynthesisOf(environment, build, options));
    if (synthesis.files.length > 0) say(summaryOf(synthesis));
    return synthesis;
  });
  const { removed = [] } = options;
  const known = environments.map(({ name }) => name);
  // The environments that are not named are left as they are.
  const gone = names.length > 0 ? [] : goneEnvironments(DIST, known, removed, base);
  const before = environmentsIn(DIST, base);
  const added = syntheses.filter(({ environment }) => !before.includes(environment.name));
  const all = allDelivered(DIST, environments, syntheses);
  const delivered = deliveredFrom(all, options);
  const delivery = new DeliveryChange(DIST, delivered.folders, [...new Set([...known, ...before])], base);
  // What follows from a wrong setting of the delivery isn't told beside it.
  const comparable = delivered.problems.length === 0;
  const others = environments.filter(({ name }) => names.length > 0 && !names.includes(name));
  const problems = [
    ...[
      ...unknownNames(known, names),
      ...repeated(known),
      ...removedRefusals(removed, known),
      ...sharedContexts(all),
      ...delivered.problems,
    ].map(diagnosticText),
    ...syntheses.flatMap((synthesis) =>
      [...synthesis.problems, ...changes(synthesis, comparable ? delivery : undefined, base), ...onNodes(synthesis, base)].map((problem) =>
        problemText(problem, synthesis.services),
      ),
    ),
    ...(comparable ? delivery.problemsOf(others) : []).map(diagnosticText),
    ...goneProblems(gone, added).map(diagnosticText),
  ];
  if (problems.length > 0) {
    fail(problems);
    return;
  }
  for (const environment of gone) say(removalText(environment));
  for (const line of options.delivery ? placeholderIn(options.delivery) : []) say(line);
  const manifests = [...syntheses.map(folderOf), ...delivered.folders];
  const kept = names.length > 0 ? [...new Set([...known, ...before])] : known;
  const folders = [...manifests, topologyFolder(DIST, kept, syntheses)];
  const files = () => {
    const written = replaceFolders(DIST, folders, { all: names.length === 0 });
    // The CLI prints, validates and packs every YAML file in its folder as manifests.
    if (process.env['CDK8S_OUTDIR']) writeFolders(process.env['CDK8S_OUTDIR'], manifests);
    return written;
  };
  write(files, () => atOneMoment(() => writtenChange(DIST, { known, removed, syntheses, delivered: delivered.folders })));
}

function parsed(args: readonly string[]): Arguments | undefined {
  try {
    return argumentsOf(args);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    console.error(`error: ${error.message}`);
    process.exitCode = 2;
    return undefined;
  }
}

/** The cdk8s CLI hides an application's standard output, and uses it for the manifests with `--stdout`. */
function say(text: string): void {
  if (process.env['CDK8S_OUTDIR']) console.error(text);
  else console.log(text);
}

/**
 * Changes since the last commit that destroy something, or that can't be applied. An environment with other problems has no manifests to compare.
 * @param delivery what deploys the environment, compared too; without it the environment's own manifests are
 */
function changes(synthesis: IndexedSynthesis, delivery: DeliveryChange | undefined, base: string | undefined): Diagnostic[] {
  const { environment, files, index } = synthesis;
  if (files.length === 0) return [];
  const { name } = environment;
  if (delivery === undefined) return changeProblems(environment, baseOf(DIST, name, base, freshOf(synthesis)), index);
  return changeProblems(environment, delivery.base(name, freshOf(synthesis)), delivery.after(name, index));
}

/** The rolling updates since the last commit that get stuck, and volumes on nodes that are gone. Where it isn't known whether an update ends, that is said. */
function onNodes(synthesis: IndexedSynthesis, base: string | undefined): readonly Diagnostic[] {
  if (synthesis.files.length === 0) return [];
  const { environment } = synthesis;
  const { problems, doubts } = clusterReview(
    synthesis,
    baseOf(DIST, environment.name, base, freshOf(synthesis)),
    baseTopology(DIST, environment, base),
  );
  for (const doubt of doubts) say(doubt);
  return problems;
}

function folderOf(synthesis: IndexedSynthesis): Folder {
  return { name: synthesis.environment.name, files: freshOf(synthesis).files };
}

function fail(problems: readonly string[]): void {
  for (const problem of problems) console.error(problem);
  console.error(`${problems.length === 1 ? '1 problem' : `${problems.length} problems`}: nothing was written, ${whatIsLeft()}`);
  process.exitCode = 1;
}

function whatIsLeft(): string {
  if (existsSync(DIST)) return `${DIST}/ is unchanged`;
  return `and ${DIST}/ is missing: cdk8s deletes the folder that --output names. \`git restore ${DIST}\` restores it`;
}

function repeated(names: readonly string[]): Diagnostic[] {
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  return [...new Set(twice)].map((name) => invalidValue(`duplicate environment '${name}'`, 'give each environment a unique name'));
}
