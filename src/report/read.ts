import { append } from '../manifests/multimap';
import type { ReadSummary } from '../manifests/read';

/** How much was read: `Read 12 objects in 5 files; skipped values.yaml (without apiVersion and kind).` */
export function readText({ objects, files, skipped }: ReadSummary): string {
  const byReason = new Map<string, string[]>();
  for (const { file, because } of skipped) append(byReason, because, file);
  const shown = [...byReason].map(([because, [first, ...others]]) => {
    const more = others.length > 0 ? ` and ${others.length} more` : '';
    return `${first}${more} (${because})`;
  });
  return `Read ${count(objects, 'object')} in ${count(files, 'file')}${shown.length > 0 ? `; skipped ${shown.join(', ')}` : ''}.`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
