import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WrittenCatalog, WrittenDifference } from '../../lib/schema/notation';

const folder = join(__dirname, '../../lib/schema/data');

/** Writes a catalog with one definition per line, sorted, so that a change of Kubernetes reads well as a diff. Returns its size in bytes. */
export function writeCatalog(name: string, { release, kinds, definitions }: WrittenCatalog | WrittenDifference): number {
  const text = `{"release":${JSON.stringify(release)},\n"kinds":${lines(kinds)},\n"definitions":${lines(definitions)}}\n`;
  writeFileSync(join(folder, `${name}.json`), text);
  return Buffer.byteLength(text);
}

function lines(record: Record<string, unknown>): string {
  const sorted = Object.keys(record).sort();
  return `{\n${sorted.map((key) => `${JSON.stringify(key)}:${JSON.stringify(record[key])}`).join(',\n')}}`;
}
