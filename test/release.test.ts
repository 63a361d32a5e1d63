import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ProjectCopy } from './project-copy';

const DIGEST = `sha256:${'1'.repeat(64)}`;
const BACKEND = `registry.shop.example/backend:1.1.0@${DIGEST}`;

// Whole processes, on a machine that may be busy.
jest.setTimeout(120_000);

let project: ProjectCopy;
beforeEach(() => {
  project = new ProjectCopy();
  cpSync(join(__dirname, '../.ci/release'), join(project.path, '.ci/release'));
});
afterEach(() => project.remove());

const release = (...args: string[]) => project.run('.ci/release', ...args);
const changed = (before: Record<string, string>, after: Record<string, string>) =>
  Object.keys(after).filter((file) => after[file] !== before[file]);

test('a release changes one line of one environment, and one of its manifests', async () => {
  const [environments, dist] = [project.files('environments'), project.files('dist')];
  expect(await release('production', BACKEND)).toMatchObject({ code: 0, stderr: expect.not.stringContaining('release:') });
  expect(changed(environments, project.files('environments'))).toEqual(['production.ts']);
  expect(changed(dist, project.files('dist'))).toEqual(['production/30-backend.yaml']);
  const lines = (text = '') => text.split('\n');
  const manifest = 'production/30-backend.yaml';
  const before = lines(dist[manifest]);
  expect(lines(project.files('dist')[manifest]).filter((line, index) => line !== before[index])).toEqual([`          image: ${BACKEND}`]);
});

test.each([
  [[], 'say the environment and the image: .ci/release production registry.shop.example/backend:1.1.0@sha256:...'],
  [['nowhere', BACKEND], "there is no environment 'nowhere'"],
  [['../main', BACKEND], "'../main' is no environment"],
  [
    ['production', 'registry.shop.example/backend:1.1.0'],
    "'registry.shop.example/backend:1.1.0' must be repository:version@sha256:digest; docker buildx imagetools inspect prints the digest",
  ],
  [
    ['production', `registry.shop.example/other:1.1.0@${DIGEST}`],
    'environments/production.ts has 0 images of registry.shop.example/other, and one is needed',
  ],
])('%j is refused, and nothing is changed', async (args, problem) => {
  const before = project.files('environments');
  expect(await release(...args)).toMatchObject({ code: 1, stderr: `release: ${problem}\n` });
  expect(project.files('environments')).toEqual(before);
});

test('two images of one repository are refused: which of them is meant?', async () => {
  const file = join(project.path, 'environments/production.ts');
  const text = readFileSync(file, 'utf8');
  const [line = ''] = text.split('\n').filter((it) => it.includes("image: 'registry.shop.example/backend:"));
  writeFileSync(file, text.replace(line, `${line}\n${line}`));
  expect(await release('production', BACKEND)).toMatchObject({
    code: 1,
    stderr: 'release: environments/production.ts has 2 images of registry.shop.example/backend, and one is needed\n',
  });
});
