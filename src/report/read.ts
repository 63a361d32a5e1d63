import type { ReadSummary } from '../manifests/read';

/** How much was read: `Read 12 objects in 5 files; skipped 1 file.` */
export function readText({ objects, files, skipped }: ReadSummary): string {
  const shown = skipped.slice(0, 3).map(({ file, because }) => `${file} (${because})`);
  const more = skipped.length > shown.length ? [`${skipped.length - shown.length} more`] : [];
  const rest = skipped.length > 0 ? `; skipped ${[...shown, ...more].join(', ')}` : '';
  return `Read ${count(objects, 'object')} in ${count(files, 'file')}${rest}.`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
