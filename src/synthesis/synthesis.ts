import { App, type Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import type { ServiceResult } from '../availability';
import { collectRefusals } from '../constructs/parts/refuse';
import type { Diagnostic } from '../manifests/diagnostic';
import { indexOf, type ObjectIndex } from '../manifests/object-index';
import { leavePromises } from '../promise/runs-on';
import { proofReport, reviewOf } from '../proof/report';
import { type OwnRule, type Review, requireRules } from '../rules';
import { problemsOf } from './checks';
import type { Destination } from './destination';
import { destinationRefusals, onAnyPlatform, platformRefusals } from './destination-checks';
import { documentsOf } from './documents';
import type { Manifest } from './manifest';
import { type ManifestFile, manifestFiles } from './manifest-file';
import { located, refusalsOf } from './refusals';

/** Makes the chart of one environment. */
export type Build<D extends Destination = Destination> = (app: Construct, environment: D) => Chart;

/** How environments are checked. */
export interface SynthesisOptions {
  /**
   * Rules of your own, which are checked after the built-in ones.
   *
   * @default none
   */
  readonly rules?: readonly OwnRule[];
}

/** One environment, synthesized in memory. */
export interface Synthesis {
  readonly environment: Destination;

  /** Its files; none where something is wrong in them. */
  readonly files: readonly ManifestFile[];

  /** What is proved of its services; none where something else is wrong. */
  readonly services: readonly ServiceResult[];

  /** What annotations accept, unproved promises included, and what no schema describes. */
  readonly review: Omit<Review, 'findings'>;

  /** Everything that is wrong: in the manifests, or else in what they promise. */
  readonly problems: readonly Diagnostic[];

  /** How long it took. */
  readonly milliseconds: number;
}

/** A synthesis with its objects as the rules and the proof see them; none where something is wrong in them. */
export interface IndexedSynthesis extends Synthesis {
  readonly index: ObjectIndex;
}

/** Synthesizes one environment. It throws nothing that its constructs throw: one environment must not hide what is wrong with the others. */
export function synthesisOf<D extends Destination>(environment: D, build: Build<D>, options: SynthesisOptions = {}): Synthesis {
  return indexedSynthesisOf(environment, build, options);
}

/** The same, with the index for whoever goes on with the manifests. */
export function indexedSynthesisOf<D extends Destination>(
  environment: D,
  build: Build<D>,
  { rules = [] }: SynthesisOptions = {},
): IndexedSynthesis {
  requireRules(rules, 'rules');
  const start = performance.now();
  const app = new App({ recordConstructMetadata: false });
  // They are proved below, where each object's file is known and the environment's exceptions are.
  leavePromises(app);
  const refused = collectRefusals(app);
  const outcome = attempt(environment, refused, () => {
    const platform = platformRefusals(environment.platform);
    refused.push(...destinationRefusals(environment), ...platform);
    const files = manifestFiles(build(app, platform.length > 0 ? onAnyPlatform(environment) : environment));
    if (refused.length > 0) return failed([]);
    const { topology } = environment.platform;
    const index = indexOf(documentsOf(environment, files));
    const { findings, ...review } = reviewOf(index, topology, { provided: environment.provided, rules });
    const problems = [...problemsOf(app, files), ...findings];
    if (problems.length > 0) return failed(problems);
    const proof = proofReport(index, topology, { provided: environment.provided, rules });
    const accepted = [...review.accepted, ...proof.accepted];
    return { files, index, review: { ...review, accepted }, services: proof.services, problems: proof.findings };
  });
  return { environment, ...outcome, milliseconds: performance.now() - start };
}

/** All objects of an environment, in the order in which kubectl applies them. */
export function manifestsOf({ files }: Synthesis): Manifest[] {
  return files.flatMap(({ objects }) => objects.map(({ manifest }) => manifest));
}

type Outcome = Omit<IndexedSynthesis, 'environment' | 'milliseconds'>;

function failed(problems: readonly Diagnostic[]): Outcome {
  return { files: [], index: indexOf([]), services: [], review: { accepted: [], skipped: [] }, problems };
}

/** Once a value is refused, whatever else goes wrong is a consequence. */
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
