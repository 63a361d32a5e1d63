import type { Topology } from '../availability';
import { recordMistakes } from '../cluster/incidents';
import type { Document } from '../manifests/document';
import { InputError, InputErrors } from '../manifests/input-error';
import { indexOf } from '../manifests/object-index';
import { parseTarget, targetMistake } from '../manifests/percentage';
import { fieldPath } from '../manifests/pointer';
import { objectsIn } from '../manifests/recognized';
import { isObject } from '../manifests/value';
import { mustBe } from '../manifests/words';
import { parseYaml } from '../manifests/yaml';
import { Proof } from './proof';
import { fullReport, type ProofOptions, reviewOf, unjudged, unreadableIn } from './report';

/** Options for {@link check}. */
export interface CheckOptions extends ProofOptions {
  /**
   * The availability required of services that promise none, such as `99.9%`.
   *
   * @default none: they must survive every single failure
   */
  readonly target?: string;
}

/**
 * Checks manifests as `nines check` does: runs every rule, and proves every service on the cluster that the topology describes.
 *
 * @param manifests objects as plain data, or a string of YAML documents, such as the output of `helm template`
 * @param topology that of a platform (`platform.topology`), or `readTopology('aws-3x2')`
 * @throws InputError on invalid YAML, an invalid topology, an invalid target, and an invalid rule
 */
export function check(manifests: string | readonly unknown[], topology: Topology, options: CheckOptions = {}): Proof {
  requireTopology(topology);
  const index = indexOf(documentsOf(manifests));
  const target = targetOf(options.target);
  const review = reviewOf(index, topology, options);
  const unreadable = unreadableIn(review);
  return new Proof(unreadable.length > 0 ? unjudged(unreadable) : fullReport(index, topology, review, { ...options, target }));
}

/** As strict as the command is with a file: JavaScript, and `as Topology`, get past the types. */
function requireTopology(topology: unknown): void {
  // Loaded on first use: synthesis checks no topology by its schema, and the validator is slow to load.
  const { schemaProblems } = require('../cluster/topology-problems') as typeof import('../cluster/topology-problems');
  const { incidents, ...others } = isObject(topology) ? topology : { incidents: undefined };
  const record = incidents === undefined ? [] : recordMistakes(incidents).map((it) => ({ ...it, path: ['incidents', ...it.path] }));
  const errors = [...schemaProblems(isObject(topology) ? others : topology), ...record].map(
    ({ path, message, fix }) => new InputError(`${fieldPath(['topology', ...path])}: ${message}`, fix),
  );
  if (errors.length > 0) throw InputErrors.of(errors);
}

/** As strict as the command: anything that isn't an object would otherwise be skipped silently. */
function documentsOf(manifests: string | readonly unknown[]): readonly Document[] {
  if (typeof manifests !== 'string' && !Array.isArray(manifests)) {
    throw new InputError(
      `manifests ${mustBe('a list of objects or the text of YAML', manifests)}`,
      'write a list such as [deployment, service]',
    );
  }
  const documents =
    typeof manifests === 'string'
      ? parseYaml(manifests, 'manifests').flatMap((source) => (source.value === null ? [] : { ...source, file: 'manifests' }))
      : manifests.map((value, index) => ({ value, file: `manifests[${index}]` }));
  const objects = documents.reduce((sum, document) => sum + objectsIn(document), 0);
  if (objects === 0) throw new InputError('no Kubernetes object in the manifests', 'check what renders them');
  // Objects of a list have no file, so only their kind and name identify them.
  return typeof manifests === 'string' ? documents : documents.map(({ value }) => ({ value }));
}

function targetOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const mistake = targetMistake(text);
  if (mistake) throw new InputError(`target ${mistake.message}`, mistake.fix);
  return parseTarget(text);
}
