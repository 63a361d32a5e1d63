import { App, type Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Environment } from '../environment';
import { problemsOf } from './checks';
import { type Folder, replaceFolders, writeFolders } from './dist';
import { type ManifestFile, manifestFiles } from './manifest-file';
import { prerequisites } from './prerequisites';
import { summary } from './summary';
import { yamlOf } from './yaml';

/** Makes the chart of one environment. */
export type Build = (app: Construct, environment: Environment) => Chart;

/**
 * Synthesizes environments to `dist/<environment>/*.yaml`: those named on the command line, else all.
 *
 * Everything is made and checked in memory first. On a problem in any of them nothing is written, all problems go to standard error and the
 * exit code is 1. The cdk8s CLI gets its copy in the folder that it names.
 */
export function synthesize(environments: readonly Environment[], build: Build, names: readonly string[] = process.argv.slice(2)): void {
  const problems: string[] = [];
  const folders: Folder[] = [];
  for (const environment of select(environments, names, problems)) {
    const start = performance.now();
    const result = files(environment, build);
    if (result.problems.length > 0) {
      problems.push(...result.problems);
      continue;
    }
    folders.push({ name: environment.name, files: result.files.map((file) => ({ name: file.name, text: yamlOf(file) })) });
    const manifests = result.files.flatMap(({ objects }) => objects.map(({ manifest }) => manifest));
    const { ingress } = environment.platform;
    const needs = prerequisites(manifests, { [ingress.name]: ingress.controller });
    console.log(summary(environment.name, manifests, needs, performance.now() - start));
  }
  if (problems.length > 0) {
    for (const problem of problems) console.error(`error: ${problem}`);
    console.error(`${problems.length === 1 ? 'one problem' : `${problems.length} problems`}: nothing was written, dist/ is as it was`);
    process.exitCode = 1;
    return;
  }
  replaceFolders('dist', folders, { all: names.length === 0 });
  const { CDK8S_OUTDIR } = process.env;
  if (CDK8S_OUTDIR) writeFolders(CDK8S_OUTDIR, folders);
}

function select(environments: readonly Environment[], names: readonly string[], problems: string[]): Environment[] {
  const known = environments.map(({ name }) => name);
  for (const name of names.filter((wanted) => !known.includes(wanted))) {
    problems.push(`there is no environment '${name}'; there are ${known.join(', ')}`);
  }
  return environments.filter(({ name }) => names.length === 0 || names.includes(name));
}

/** What one environment is made of. A constructor's error is one of its problems: it must not keep the others from being told. */
function files(environment: Environment, build: Build): { files: ManifestFile[]; problems: string[] } {
  try {
    const app = new App({ recordConstructMetadata: false });
    const result = manifestFiles(build(app, environment));
    return { files: result, problems: problemsOf(app, result) };
  } catch (error) {
    return { files: [], problems: [error instanceof Error ? error.message : String(error)] };
  }
}
