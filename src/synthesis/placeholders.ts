import type { Delivery } from './delivery';
import type { Synthesis } from './synthesis';
import { yamlOf } from './yaml';

/** Names that end in `.example`: none of them is ever in DNS. Source: RFC 6761, section 6.5. */
const reserved = /(?<![\w.-])(?:[\w-]+\.)+example(?![\w.-])/g;

/** A line about the placeholders that are left in the manifests of an environment; none if there are none. */
export function placeholdersIn({ files }: Synthesis): readonly string[] {
  const names = new Set(files.flatMap((file) => namesIn(yamlOf(file))));
  return names.size === 0 ? [] : [`has placeholders, to be replaced: ${[...names].sort().join(', ')}`];
}

/** A line about the address of the repository if it is a placeholder. */
export function placeholderIn({ repository }: Delivery): readonly string[] {
  return namesIn(repository).length === 0
    ? []
    : [`delivery: the repository ${repository} is a placeholder: write the address of yours, which Argo CD or Flux reads`];
}

function namesIn(text: string): readonly string[] {
  return text.match(reserved) ?? [];
}
