import { App, type Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Environment } from '../environment';
import { RefusedError } from '../refuse';
import { problemsOf } from './checks';
import type { Manifest } from './manifest';
import { type ManifestFile, manifestFiles } from './manifest-file';

/** Makes the chart of one environment. */
export type Build = (app: Construct, environment: Environment) => Chart;

/** What one environment is made of, in memory. */
export interface Synthesis {
  readonly environment: Environment;

  /** Its files, none where something is wrong. */
  readonly files: readonly ManifestFile[];

  /** All that is wrong, each with its way out. */
  readonly problems: readonly string[];

  /** How long it took. */
  readonly milliseconds: number;
}

/** Makes one environment. It throws nothing: what one environment's constructors throw must not keep the others from being told. */
export function synthesisOf(environment: Environment, build: Build): Synthesis {
  const start = performance.now();
  const app = new App({ recordConstructMetadata: false });
  const { files, problems } = attempt(() => {
    const made = manifestFiles(build(app, environment));
    return { files: made, problems: problemsOf(app, made, environment.platform.topology.kubernetes) };
  });
  return { environment, files: problems.length > 0 ? [] : files, problems, milliseconds: performance.now() - start };
}

/** All objects of an environment, in the order in which kubectl applies them. */
export function manifestsOf({ files }: Synthesis): Manifest[] {
  return files.flatMap(({ objects }) => objects.map(({ manifest }) => manifest));
}

type Outcome = Pick<Synthesis, 'files' | 'problems'>;

function attempt(make: () => Outcome): Outcome {
  try {
    return make();
  } catch (error) {
    return { files: [], problems: [describe(error)] };
  }
}

/** What a construct refuses explains itself; any other error is a fault in somebody's code, and says where only in its stack. */
function describe(error: unknown): string {
  if (error instanceof RefusedError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
