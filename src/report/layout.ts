import { plain, type Style } from './style';

/** How a report is laid out as text. */
export interface Layout {
  /** Whether long lists are shown whole. @default false */
  readonly isWhole?: boolean;

  /** @default no marks */
  readonly style?: Style;
}

/** The items of a list that is shown, and the line for the others: `and 37 more; --all shows them`. */
export function folded<T>(
  items: readonly T[],
  most: number,
  { isWhole = false }: Layout,
): { readonly shown: readonly T[]; readonly more: number } {
  // A line that says "and 1 more" takes as much room as the item.
  const shown = isWhole || items.length <= most + 1 ? items : items.slice(0, most);
  return { shown, more: items.length - shown.length };
}

/** Lines with the last of many folded into one. */
export function foldedLines(lines: readonly string[], most: number, layout: Layout, indent = '  '): readonly string[] {
  const { shown, more } = folded(lines, most, layout);
  return more === 0 ? shown : [...shown, `${indent}${moreText(more, layout)}`];
}

/** What stands for the items of a list that aren't shown. */
export function moreText(more: number, { style = plain }: Layout): string {
  return style('dim', `and ${more} more; --all shows them`);
}
