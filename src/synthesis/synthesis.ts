import { App, type Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import type { ServiceResult } from '../availability';
import { collectRefusals } from '../constructs/parts/refuse';
import type { Diagnostic } from '../manifests/diagnostic';
import { indexOf } from '../manifests/object-index';
import type { Review } from '../rules';
import { problemsOf } from './checks';
import type { Destination } from './destination';
import { destinationRefusals, onAnyPlatform, platformRefusals } from './destination-checks';
import type { Manifest } from './manifest';
import { type ManifestFile, manifestFiles } from './manifest-file';
import { proofOf } from './proof';
import { located, refusalsOf } from './refusals';
import { documentsOf, reviewOf } from './review';

/** Makes the chart of one environment. */
export type Build<D extends Destination = Destination> = (app: Construct, environment: D) => Chart;

/** What one environment is made of, in memory. */
export interface Synthesis {
  readonly environment: Destination;

  /** Its files, none where something is wrong in them. */
  readonly files: readonly ManifestFile[];

  /** What is proved of its services; none where something else is wrong. */
  readonly services: readonly ServiceResult[];

  /** What is accepted in the manifests, broken promises among it, and what could not be judged. */
  readonly review: Omit<Review, 'findings'>;

  /** All that is wrong: in the manifests, or else in what they promise. */
  readonly problems: readonly Diagnostic[];

  /** How long it took. */
  readonly milliseconds: number;
}

/** Makes one environment. It throws nothing: what one environment's constructors throw must not keep the others from being told. */
export function synthesisOf<D extends Destination>(environment: D, build: Build<D>): Synthesis {
  const start = performance.now();
  const app = new App({ recordConstructMetadata: false });
  const refused = collectRefusals(app);
  const outcome = attempt(environment, refused, () => {
    const platform = platformRefusals(environment.platform);
    refused.push(...destinationRefusals(environment), ...platform);
    const files = manifestFiles(build(app, platform.length > 0 ? onAnyPlatform(environment) : environment));
    if (refused.length > 0) return failed([]);
    const index = indexOf(documentsOf(environment, files));
    const { findings, ...review } = reviewOf(environment, index);
    const problems = [...problemsOf(app, files), ...findings];
    if (problems.length > 0) return failed(problems);
    const proof = proofOf(index, environment.platform.topology);
    const accepted = [...review.accepted, ...proof.accepted];
    return { files, review: { ...review, accepted }, services: proof.services, problems: proof.findings };
  });
  return { environment, ...outcome, milliseconds: performance.now() - start };
}

/** All objects of an environment, in the order in which kubectl applies them. */
export function manifestsOf({ files }: Synthesis): Manifest[] {
  return files.flatMap(({ objects }) => objects.map(({ manifest }) => manifest));
}

type Outcome = Omit<Synthesis, 'environment' | 'milliseconds'>;

function failed(problems: readonly Diagnostic[]): Outcome {
  return { files: [], services: [], review: { accepted: [], skipped: [] }, problems };
}

/** Where values were refused, all that comes after is a consequence. */
function attempt(environment: Destination, refused: readonly Diagnostic[], make: () => Outcome): Outcome {
  const outcome = outcomeOf(environment, make);
  if (refused.length === 0) return outcome;
  const told = refused.map((refusal) => located(environment, refusal));
  // The same value may be checked by two constructs.
  return failed([...new Map(told.map((refusal) => [JSON.stringify(refusal), refusal])).values()]);
}

function outcomeOf(environment: Destination, make: () => Outcome): Outcome {
  try {
    return make();
  } catch (error) {
    return failed(refusalsOf(error, environment));
  }
}
