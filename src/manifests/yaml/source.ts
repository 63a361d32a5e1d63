import type { Path } from '../pointer';

/** A parsed document and the positions of its values in the file. */
export interface Source {
  readonly value: unknown;
  /** The line and column of the value at a path, or of its nearest existing parent. */
  readonly locate: (path: Path) => { readonly line: number; readonly column: number };
  /** The template that it was rendered from, as `helm template` says in a comment above it. @default nobody says */
  readonly template?: string;
}

/** Source: helm.sh/helm v4, pkg/action/action.go, renderResources: `---\n# Source: shop/templates/web.yaml`. */
const renderedFrom = /^(?:---[^\S\n]*\n|\s*\n|#[^\n]*\n)*?# Source: (\S+)[^\S\n]*$/m;

/** The comments above a document are at its beginning. */
const longestHead = 2000;

/** The template that a document was rendered from. */
export function templateOf(text: string): Pick<Source, 'template'> {
  const head = text.slice(0, longestHead);
  const template = head.includes('# Source: ') ? renderedFrom.exec(head)?.[1] : undefined;
  return template === undefined ? {} : { template };
}
