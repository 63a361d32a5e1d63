import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UsageError, writeProject } from '../../create/project';
import { shopIn } from '../fixtures/manifests';
import { local } from '../fixtures/shop/environments';

const folder = mkdtempSync(join(tmpdir(), 'nines-names-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function isRefused(name: string): boolean {
  try {
    writeProject(join(folder, name), {});
    return false;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return true;
  }
}

// The command can't import the library's check: nothing is installed yet when it runs.
test.each([
  'a',
  'my-shop',
  '2nd',
  'x'.repeat(63),
  'x'.repeat(64),
  '-a',
  'a-',
  'A',
  'a_b',
  'a.b',
  'ä',
  'default',
  'kube-x',
  'kubernetes',
  'shop',
])('the name %s is refused when synth would refuse it as a namespace', (namespace) => {
  expect(isRefused(namespace)).toBe(shopIn({ ...local, namespace }).problems.length > 0);
});
