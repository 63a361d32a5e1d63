import { InputError } from '../../../src/manifests/input-error';
import { parseYaml } from '../../../src/manifests/yaml';

/** What the Go program says of one text. */
export interface Answer {
  readonly yaml: string;
  readonly json?: unknown;
  /** Why it is refused. */
  readonly error?: string;
  /** Why a strict reader refuses it: a key that is set twice. */
  readonly strict?: string;
  /** More follows the first document, which is all that was read. */
  readonly rest?: boolean;
}

/** What is read by Kubernetes and refused here; docs/decisions/0060-yaml-as-kubernetes-reads-it.md gives the reasons. */
const refusedHere = [
  'tag without a value',
  'tab used as indentation',
  "missing ':' after the key",
  'missing space between a tag or an anchor and the value',
  'carriage return without a line feed',
  '!!timestamp is not supported',
  '!!binary value is not UTF-8',
  'duplicate key',
  'which is set before it',
  'missing space after',
  'contains a YAML indicator within brackets',
  'is not a valid anchor name',
  'is not a valid tag',
  'is a line break in YAML 1.1',
  'is not indented',
  // The syntax that the npm package refuses.
  'Block collections are not allowed within flow collections',
  'need to be on a single line',
  'Block scalars with more-indented leading empty lines',
  'Tags and anchors must be separated',
  'Comments must be separated',
  'in block collection must be sufficiently indented',
  'Unexpected block-scalar-header at node end',
  'Missing closing',
  'Flow map must end',
  'Flow sequence must end',
];

/** How this reader and Kubernetes' differ on a text, undefined where they don't. */
export function difference(answer: Answer): string | undefined {
  const ours = read(answer.yaml);
  const told = () => `${JSON.stringify(answer)}\nhere: ${JSON.stringify(ours)}`;
  if (answer.error !== undefined) return ours.error !== undefined || ours.json === null ? undefined : told();
  if (ours.error === undefined) return sorted(ours.json) === sorted(answer.json) ? undefined : told();
  if (answer.strict !== undefined || answer.rest) return undefined;
  return refusedHere.some((reason) => ours.error?.includes(reason)) ? undefined : told();
}

function read(yaml: string): { readonly json?: unknown; readonly error?: string } {
  try {
    const [first, ...others] = parseYaml(yaml, 'a.yaml').map(({ value }) => value);
    return others.every((other) => other === null) ? { json: first ?? null } : { error: 'more than one document' };
  } catch (error) {
    if (error instanceof InputError) return { error: error.message };
    throw error;
  }
}

/** JSON with the keys of each object in order. */
function sorted(value: unknown): string {
  return JSON.stringify(value, (_, it) =>
    typeof it === 'object' && it !== null && !Array.isArray(it)
      ? Object.fromEntries(Object.entries(it).sort(([a], [b]) => (a < b ? -1 : 1)))
      : it,
  );
}
