import type { Topology } from '../availability';
import type { Document } from '../manifests/document';
import { InputError } from '../manifests/input-error';
import { indexOf } from '../manifests/object-index';
import { parseTarget, targetMistake } from '../manifests/percentage';
import { parseYaml } from '../manifests/yaml';
import { Proof } from './proof';
import { fullReport, type ProofOptions, reviewOf, unjudged, unreadableIn } from './report';

/** How {@link check} looks at manifests. */
export interface CheckOptions extends ProofOptions {
  /**
   * The availability asked of services that declare none, such as `99.9%`.
   *
   * @default none: they must survive each single failure
   */
  readonly target?: string;
}

/**
 * Checks manifests as `nines check` does: every rule, and a proof of every service on the cluster that the topology describes.
 *
 * @param manifests objects as plain data, or the text of YAML documents such as `helm template` prints
 * @param topology of a platform (`platform.topology`), or read by `readTopology('aws-3x2')`
 * @throws InputError on a text that isn't YAML, a target that isn't a percentage and a rule that isn't sound
 */
export function check(manifests: string | readonly unknown[], topology: Topology, options: CheckOptions = {}): Proof {
  const index = indexOf(documentsOf(manifests));
  const target = targetOf(options.target);
  const review = reviewOf(index, topology, options);
  const unreadable = unreadableIn(review);
  return new Proof(unreadable.length > 0 ? unjudged(unreadable) : fullReport(index, topology, review, target));
}

function documentsOf(manifests: string | readonly unknown[]): readonly Document[] {
  return typeof manifests === 'string' ? parseYaml(manifests, 'manifests') : manifests.map((value) => ({ value }));
}

function targetOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const mistake = targetMistake(text);
  if (mistake) throw new InputError(`target ${mistake.message}`, mistake.fix);
  return parseTarget(text);
}
