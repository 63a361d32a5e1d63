import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WrittenCatalog, WrittenDifference } from '../../src/schema/notation';

const folder = join(__dirname, '../../src/schema/data');

/** Writes a catalog with one definition per line, sorted, so that a new release reads well as a diff; says how large it became. */
export function writeCatalog(name: string, { custom, release, kinds, definitions }: WrittenCatalog | WrittenDifference): void {
  const head = JSON.stringify({ ...(custom && { custom }), release }).slice(0, -1);
  const text = `${head},\n"kinds":${lines(kinds)},\n"definitions":${lines(definitions)}}\n`;
  writeFileSync(join(folder, `${name}.json`), text);
  console.log(`src/schema/data/${name}.json: ${release}, ${Math.ceil(Buffer.byteLength(text) / 1024)} KiB`);
}

function lines(record: Record<string, unknown>): string {
  const sorted = Object.keys(record).sort();
  return `{\n${sorted.map((key) => `${JSON.stringify(key)}:${JSON.stringify(record[key])}`).join(',\n')}}`;
}
