import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readManifests } from '../../src/manifests/read';
import { rulesOver } from './reviewed';

const folder = join(__dirname, 'examples');

test.each(readdirSync(folder))('%s, in the shape of a public chart, has no finding', (file) => {
  expect(rulesOver(readManifests([join(folder, file)]).documents).findings).toEqual([]);
});
