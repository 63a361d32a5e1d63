import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readManifests } from '../../lib/cli/read';
import { rulesOver } from '../../lib/rules';

const folder = join(__dirname, 'fixtures');

/** A file's name says the case: it passes, fails, is accepted, or is not applicable. */
describe.each(readdirSync(folder))('%s', (rule) => {
  test.each(readdirSync(join(folder, rule)))('%s', (file) => {
    const { findings, accepted } = rulesOver(readManifests([join(folder, rule, file)]));
    const found = findings.filter((finding) => finding.rule === rule);
    expect(found.length > 0).toBe(file.startsWith('fails'));
    expect(accepted.some((finding) => finding.rule === rule)).toBe(file.startsWith('accepted'));
    for (const { line, kind, name } of found)
      expect([line, kind, name]).toEqual([expect.any(Number), expect.any(String), expect.any(String)]);
  });
});
