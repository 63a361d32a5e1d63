import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { workload, zones } from '../availability/manifests';
import { nines, withFiles } from './run';

const files = { 'web.yaml': stringify(workload()), 'topology.yaml': stringify(zones([1, 1, 1])) };

test('writes a page, and says where', async () => {
  await withFiles(files, async (folder) => {
    const page = join(folder, 'out/page.html');
    const { code, out, error } = await nines([
      'report',
      join(folder, 'web.yaml'),
      '-t',
      join(folder, 'topology.yaml'),
      '-o',
      page,
      '--no-config',
    ]);
    expect([code, error]).toEqual([0, '']);
    expect(out).toMatch(/page\.html: \d+ kB\n$/);
    expect(existsSync(page)).toBe(true);
  });
});

test.each([
  [
    ['@web.yaml'],
    'report needs --topology: it shows the nodes; add a topology file, or three-zones for a usual cluster; nines topology writes the file of yours',
  ],
  [['@web.yaml', '-t', 'three-zones', '-o', ''], '--output is empty; write a file such as report.html'],
  [['@web.yaml', '-t', 'three-zones', '--base-topology', 'three-zones'], '--base-topology is what BASE runs on; add --base'],
  [
    ['@web.yaml', '@web.yaml', '-t', 'three-zones', '--base', 'main'],
    "report --base compares one path, got '@web.yaml @web.yaml'; name one file or folder",
  ],
  [
    ['@web.yaml', '--base', '@web.yaml'],
    'report needs --topology: it shows the nodes; add a topology file, or three-zones for a usual cluster; nines topology writes the file of yours',
  ],
  [['@gone.yaml', '-t', 'three-zones'], 'no such file or folder: @gone.yaml; check the path'],
])('refuses %j', async (args, message) => {
  const { code, error } = await nines(['report', ...args, '--no-config'], files);
  expect([code, error.replaceAll(/\/tmp\/nines-\w+\//g, '@')]).toEqual([2, `nines: ${message}\n`]);
});

test('several environments in one folder are refused', async () => {
  const two = { 'a/web.yaml': files['web.yaml'], 'b/web.yaml': files['web.yaml'] };
  const { code, error } = await nines(['report', '@', '-t', 'three-zones', '--no-config'], two);
  expect([code, error]).toEqual([2, 'nines: the path holds 2 environments; name one of them, such as @a\n']);
});
