import { execFileSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { ProjectCopy } from './project-copy';
import { ReleasedProject } from './tools/released-project';

const DIGEST = `sha256:${'1'.repeat(64)}`;
const OLD = 'registry.shop.example/backend:1.0.0@sha256:10e08a419e850eba1ebba18fdd28eb7ec1b7e8baa9bcc3b973e2b8891ec726be';
const BACKEND = `registry.shop.example/backend:1.1.0@${DIGEST}`;

// Whole processes, on a machine that may be busy.
jest.setTimeout(240_000);

describe('of the shop', () => {
  let project: ProjectCopy;
  beforeEach(() => {
    project = new ProjectCopy('published');
    for (const path of ['.ci/release', 'tools/release']) cpSync(join(__dirname, '..', path), join(project.path, path), { recursive: true });
  });
  afterEach(() => project.remove());

  const TOOL = 'tools/release/run.ts';
  const promote = (...args: string[]) => project.start(TOOL, 'promote', ...args);
  const changed = (before: Record<string, string>, after: Record<string, string>) =>
    Object.keys(after).filter((file) => after[file] !== before[file]);

  /** Sets the image of a service in an environment, and commits what is synthesized from it. */
  function runs(environment: string, service: string, image: string): void {
    project.edit(`environments/${environment}.ts`, new RegExp(`(?<= ${service}: \\{\\s+image: ')[^']*`), image);
    const git = (...args: string[]) => execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', ...args], { cwd: project.path });
    const { code, stderr } = project.start('main.ts', environment);
    if (code !== 0) throw new Error(stderr);
    git('init', '--quiet');
    git('add', 'dist', 'environments');
    git('commit', '--quiet', '--message', 'First');
  }

  /** The lines that differ from the last commit. */
  async function lines(...paths: string[]): Promise<string[]> {
    const { stdout } = await project.run('git', 'diff', '--unified=0', '--', ...paths);
    return stdout.split('\n').filter((line) => /^[+-](?![+-])/.test(line));
  }

  test('a release changes one line of one environment, and one of its manifests', async () => {
    const [environments, dist] = [project.files('environments'), project.files('dist')];
    const { code, stderr, stdout } = await project.run('.ci/release', 'production', BACKEND);
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.not.stringContaining('release:') });
    expect(stdout).toContain('release: backend of production: 1.0.0 -> 1.1.0\n');
    expect(changed(environments, project.files('environments'))).toEqual(['production.ts']);
    expect(changed(dist, project.files('dist'))).toEqual(['production/30-backend.yaml']);
    const linesOf = (text = '') => text.split('\n');
    const manifest = 'production/30-backend.yaml';
    const before = linesOf(dist[manifest]);
    expect(linesOf(project.files('dist')[manifest]).filter((line, index) => line !== before[index])).toEqual([
      `          image: ${BACKEND}`,
    ]);
  });

  test('a promotion takes the image of staging to production: one line of the environment, and one of dist/', async () => {
    runs('staging', 'backend', BACKEND);
    const { code, stdout } = promote('staging', 'production');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^production: 1 object differs: 1 rollout\n\nDeployment 'shop\/backend': rollout of 3 pods\n/);
    expect(stdout).toMatch(/\nDeployment\/shop\/backend .* safe\n/);
    expect(stdout).toContain(
      `promote: backend of production: 1.0.0 -> 1.1.0\npromote: ${join('environments', 'production.ts')} and dist/ are changed; read \`git diff\`, and commit\n`,
    );
    expect(await lines('dist')).toEqual([`-          image: ${OLD}`, `+          image: ${BACKEND}`]);
    expect(await lines('environments')).toEqual([`-    image: '${OLD}',`, `+    image: '${BACKEND}',`]);
  });
});

describe('of any application', () => {
  let project: ReleasedProject;
  beforeEach(() => {
    project = new ReleasedProject({ staging: BACKEND, production: OLD });
  });
  afterEach(() => project.remove());

  const release = (...args: string[]) => project.start('release', ...args);
  const promote = (...args: string[]) => project.start('promote', ...args);

  test('an environment that spreads the promoted one follows it', () => {
    project.write(
      'environments/canary.ts',
      "import { production } from './production';\n\nexport const canary = { ...production, name: 'canary', backend: { ...production.backend, replicas: 4 } };\n",
    );
    project.edit('environments/index.ts', /^/, "import { canary } from './canary';\n");
    project.edit('environments/index.ts', 'production]', 'production, canary]');
    const own = promote('staging', 'canary');
    expect(own).toMatchObject({
      code: 1,
      stderr: `promote: ${join('environments', 'canary.ts')} has no line image: '${OLD}' in backend of canary: it comes from somewhere else, such as an environment that is spread; change it there, or write image: '${BACKEND}' in backend of canary\n`,
    });
    const { code, stdout } = promote('staging', 'production', 'backend');
    expect(code).toBe(0);
    expect(stdout).toContain('promote: backend of production: 1.0.0 -> 1.1.0\npromote: backend of canary: 1.0.0 -> 1.1.0\n');
    expect(project.files('dist')).toEqual({
      'production/30-backend.yaml': `image: ${BACKEND}`,
      'canary/30-backend.yaml': `image: ${BACKEND}`,
    });
  });

  test('what synth refuses is not promoted', () => {
    project.edit('environments/production.ts', "hosts: ['shop.example']", "hosts: ['Shop_1']");
    const before = project.files('environments');
    const { code, stderr } = promote('staging', 'production');
    expect(code).toBe(1);
    expect(stderr).toContain("error: production: hosts[0]: must be a DNS name, got 'Shop_1'");
    expect(stderr).toMatch(/^promote: npm run synth refuses production; nothing was changed$/m);
    expect(project.files('environments')).toEqual(before);
  });

  test('an image that is overridden by a spread is refused', () => {
    project.edit('environments/production.ts', / {4}health:/, '    ...{ image: backendImage },\n    health:');
    project.edit('environments/production.ts', /^/, `const backendImage = '${OLD}';\n`);
    const before = project.files('environments');
    expect(release('production', BACKEND)).toMatchObject({
      code: 1,
      stderr: 'release: backend of production keeps its image: what is spread after it overrides it; move the spread before the image\n',
    });
    expect(project.files('environments')).toEqual(before);
  });

  test('nothing but the image is edited, whatever says the same', () => {
    project.edit('environments/production.ts', /^/, `// image: '${OLD}'\nexport const last = { image: '${OLD}' };\n`);
    expect(release('production', BACKEND).code).toBe(0);
    const text = project.files('environments')['production.ts'] ?? '';
    expect(text.split(`image: '${OLD}'`)).toHaveLength(3);
    expect(text.split(`image: '${BACKEND}'`)).toHaveLength(2);
  });

  test('what is refused changes nothing', () => {
    const before = project.files('environments');
    expect(release('production', 'registry.shop.example/backend:1.1.0')).toMatchObject({
      code: 1,
      stderr:
        "release: 'registry.shop.example/backend:1.1.0' must be repository:version@sha256:digest; docker buildx imagetools inspect prints the digest\n",
    });
    expect(project.files('environments')).toEqual(before);
  });
});
