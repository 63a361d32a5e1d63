import { App, type Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import type { ServiceResult } from '../availability';
import { annotateForGitOps } from '../constructs/gitops/prepare';
import { collectRefusals } from '../constructs/parts/refuse';
import type { Diagnostic } from '../manifests/diagnostic';
import { indexOf, type ObjectIndex } from '../manifests/object-index';
import { skipProof } from '../promise/runs-on';
import { type OwnRule, type Review, requireRules } from '../rules';
import { problemsOf } from './checks';
import type { Fresh } from './committed';
import type { Delivery } from './delivery';
import type { Destination } from './destination';
import { destinationRefusals, onAnyPlatform, platformRefusals } from './destination-checks';
import { documentsOf } from './documents';
import { judgementOf } from './judgement';
import type { Manifest } from './manifest';
import { type ManifestFile, manifestFiles } from './manifest-file';
import { located, refusalsOf } from './refusals';
import { yamlOf } from './yaml';

/** Creates the chart of one environment. */
export type Build<D extends Destination = Destination> = (app: Construct, environment: D) => Chart;

/** Options for synthesizing environments. */
export interface SynthesisOptions {
  /**
   * Rules of your own, checked after the built-in ones.
   *
   * @default none
   */
  readonly rules?: readonly OwnRule[];

  /**
   * The repository from which Argo CD or Flux applies the manifests. Objects are annotated for it: docs/gitops.md.
   *
   * @default none, and no annotations
   */
  readonly delivery?: Delivery;
}

/** One environment, synthesized in memory. */
export interface Synthesis {
  readonly environment: Destination;

  /** Its files; empty if there is a problem in them. */
  readonly files: readonly ManifestFile[];

  /** The verdicts on its services; empty if there is any other problem. */
  readonly services: readonly ServiceResult[];

  /** The accepted findings, unproved promises included, and the objects without a known schema. */
  readonly review: Omit<Review, 'findings'>;

  /** What rules advise: it is told, and no problem. Empty if there is a problem. */
  readonly advice: readonly Diagnostic[];

  /** All problems: those of the manifests, or if there are none, those of their promises. */
  readonly problems: readonly Diagnostic[];

  /** The duration in milliseconds. */
  readonly milliseconds: number;
}

/** A synthesis with its objects as the rules and the proof see them; empty if there is a problem in them. */
export interface IndexedSynthesis extends Synthesis {
  readonly index: ObjectIndex;
}

/** Synthesizes one environment in memory. Errors of its constructs become problems rather than exceptions, so that they don't hide those of other environments. */
export function synthesisOf<D extends Destination>(environment: D, build: Build<D>, options: SynthesisOptions = {}): Synthesis {
  return indexedSynthesisOf(environment, build, options);
}

/** The same, with the index of the manifests. */
export function indexedSynthesisOf<D extends Destination>(
  environment: D,
  build: Build<D>,
  { rules = [], delivery }: SynthesisOptions = {},
): IndexedSynthesis {
  requireRules(rules, 'rules');
  const start = performance.now();
  const app = new App({ recordConstructMetadata: false });
  // Promises are proved below, where each object's file and the environment's `provided` are known.
  skipProof(app);
  const refused = collectRefusals(app);
  const outcome = attempt(environment, refused, () => {
    const platform = platformRefusals(environment.platform);
    refused.push(...destinationRefusals(environment), ...platform);
    const chart = build(app, platform.length > 0 ? onAnyPlatform(environment) : environment);
    if (delivery !== undefined) annotateForGitOps(chart, environment.platform);
    const files = manifestFiles(chart);
    if (refused.length > 0) return failed([]);
    const index = indexOf(documentsOf(environment, files));
    const own = problemsOf(app, files);
    const { review, problems, advice, proof } = judgementOf(environment, { files, index }, { rules, isSound: own.length === 0 });
    if (!proof) return failed([...own, ...problems]);
    const accepted = [...review.accepted, ...proof.accepted];
    return { files, index, review: { ...review, accepted }, advice, services: proof.services, problems: proof.findings };
  });
  return { environment, ...outcome, milliseconds: performance.now() - start };
}

/** Its files as they are written, and its objects. */
export function freshOf({ files, index }: IndexedSynthesis): Fresh {
  return { files: files.map((file) => ({ name: file.name, text: yamlOf(file) })), index };
}

/** All objects of an environment, in the order in which kubectl applies them. */
export function manifestsOf({ files }: Synthesis): Manifest[] {
  return files.flatMap(({ objects }) => objects.map(({ manifest }) => manifest));
}

type Outcome = Omit<IndexedSynthesis, 'environment' | 'milliseconds'>;

function failed(problems: readonly Diagnostic[]): Outcome {
  return { files: [], index: indexOf([]), services: [], review: { accepted: [], skipped: [] }, advice: [], problems };
}

/** Once a value is refused, any other error is a consequence. */
function attempt(environment: Destination, refused: readonly Diagnostic[], make: () => Outcome): Outcome {
  const outcome = outcomeOf(environment, make);
  if (refused.length === 0) return outcome;
  const told = refused.map((refusal) => located(environment, refusal));
  // Two constructs may check the same value.
  return failed([...new Map(told.map((refusal) => [JSON.stringify(refusal), refusal])).values()]);
}

function outcomeOf(environment: Destination, make: () => Outcome): Outcome {
  try {
    return make();
  } catch (error) {
    return failed(refusalsOf(error, environment));
  }
}
