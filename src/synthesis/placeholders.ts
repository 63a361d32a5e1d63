import type { Delivery } from './delivery';
import type { Synthesis } from './synthesis';

/** Names that end in `.example`: none of them is ever in DNS. Source: RFC 6761, section 6.5. */
const reserved = /(?<![\w.-])(?:[\w-]+\.)+example(?![\w.-])/g;

/** A line about the placeholders that are left in the manifests of an environment; none if there are none. */
export function placeholdersIn({ files }: Synthesis): readonly string[] {
  const texts = files.flatMap(({ objects }) => objects.flatMap(({ manifest }) => textsIn(manifest)));
  const names = new Set(texts.flatMap(namesIn));
  return names.size === 0 ? [] : [`has placeholders, to be replaced: ${[...names].sort().join(', ')}`];
}

/** A line about the address of the repository if it is a placeholder. */
export function placeholderIn({ repository }: Delivery): readonly string[] {
  return namesIn(repository).length === 0
    ? []
    : [`delivery: the repository ${repository} is a placeholder: write the address of yours, which Argo CD or Flux reads`];
}

/** The keys and the texts of a value, at any depth. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => [key, ...textsIn(item)]);
}

function namesIn(text: string): readonly string[] {
  return text.match(reserved) ?? [];
}
