import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import schema from '../../src/cluster/topology.schema.json';
import { node } from './objects';
import { topologyOfObjects } from './read';

const ROOT = join(__dirname, '../..');
const { name, files } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { name: string; files: readonly string[] };

test('the first line names a schema that the package publishes', async () => {
  const { text } = await topologyOfObjects(node('one'));
  expect(text.slice(0, text.indexOf('\n'))).toBe(`# yaml-language-server: $schema=${schema.$id}`);
  const published = `https://unpkg.com/${name}/`;
  expect(schema.$id.startsWith(published)).toBe(true);
  const path = schema.$id.slice(published.length);
  expect(files).toContain(path);
  expect(JSON.parse(readFileSync(join(ROOT, path), 'utf8'))).toEqual(schema);
});
