import { valueAt } from './value';

/** A part of a Go template: text, and what stands in braces after it. */
const part = /([\s\S]*?)(?:\{\{(-\s)?\s*([\s\S]*?)\s*(\s-)?\}\}|$)/y;

/**
 * A Go template with values, as far as it consists of text, values such as `{{ .environment }}`, and `if`, `else` and `end`.
 *
 * @returns undefined if anything else is in it, or a value is missing
 */
export function goTemplateText(template: string, values: unknown): string | undefined {
  const open: { shows: boolean; readonly isOuterShown: boolean }[] = [];
  let text = '';
  let isTrimmed = false;
  part.lastIndex = 0;
  for (;;) {
    const [, before = '', trimsBefore, action, trimsAfter] = part.exec(template) ?? [];
    const isShown = open.at(-1)?.shows ?? true;
    const from = isTrimmed ? before.trimStart() : before;
    if (isShown) text += trimsBefore === undefined ? from : from.trimEnd();
    if (action === undefined) return open.length === 0 && !before.includes('{{') ? text : undefined;
    isTrimmed = trimsAfter !== undefined;
    const [, name] = /^(?:if\s+)?\.([\w.]+)$/.exec(action) ?? [];
    if (name !== undefined) {
      const value = valueAt(values, ...name.split('.'));
      if (value === undefined || typeof value === 'object') return undefined;
      if (action.startsWith('if')) open.push({ shows: isShown && isTrue(value), isOuterShown: isShown });
      else if (isShown) text += String(value);
    } else if (action === 'end' && open.length > 0) open.pop();
    else if (action === 'else' && open.length > 0) {
      const last = open.at(-1) as (typeof open)[number];
      last.shows = last.isOuterShown && !last.shows;
    } else return undefined;
  }
}

/** As Go takes a value for true. */
function isTrue(value: unknown): boolean {
  return value !== false && value !== 0 && value !== '' && value !== null;
}

/** A template of `{{name}}` alone, as Argo CD's sets have without `goTemplate`. What has no value stays as it is. */
export function plainTemplateText(template: string, values: unknown): string {
  return template.replaceAll(/\{\{\s*([\w.-]+)\s*\}\}/g, (whole, name: string) => {
    const value = valueAt(values, name) ?? valueAt(values, ...name.split('.'));
    return typeof value === 'string' ? value : whole;
  });
}
