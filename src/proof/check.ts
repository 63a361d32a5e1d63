import type { Topology } from '../availability';
import type { Document } from '../manifests/document';
import { InputError } from '../manifests/input-error';
import { indexOf } from '../manifests/object-index';
import { parseTarget, targetMistake } from '../manifests/percentage';
import { objectsIn } from '../manifests/recognized';
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

/** As strict as the command: whatever isn't an object would otherwise be passed over in silence. */
function documentsOf(manifests: string | readonly unknown[]): readonly Document[] {
  const documents =
    typeof manifests === 'string'
      ? parseYaml(manifests, 'manifests').flatMap((source) => (source.value === null ? [] : { ...source, file: 'manifests' }))
      : manifests.map((value, index) => ({ value, file: `manifests[${index}]` }));
  const objects = documents.reduce((sum, document) => sum + objectsIn(document), 0);
  if (objects === 0) throw new InputError('no Kubernetes object in the manifests', 'check what renders them');
  // An object of a list is named by its kind and its name alone.
  return typeof manifests === 'string' ? documents : documents.map(({ value }) => ({ value }));
}

function targetOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const mistake = targetMistake(text);
  if (mistake) throw new InputError(`target ${mistake.message}`, mistake.fix);
  return parseTarget(text);
}
