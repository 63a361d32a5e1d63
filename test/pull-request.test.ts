import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ProjectCopy } from './project-copy';

// Whole processes, on a machine that may be busy.
jest.setTimeout(120_000);

let project: ProjectCopy;
beforeAll(async () => {
  project = new ProjectCopy('published');
  cpSync(join(__dirname, '../.ci/changes'), join(project.path, '.ci/changes'));
  const git = (...args: string[]) => project.run('git', '-c', 'user.name=a', '-c', 'user.email=a@b.c', ...args);
  await git('init', '--quiet');
  await git('add', 'dist');
  await git('commit', '--quiet', '--message', 'First');
});
afterAll(() => project.remove());

/** Compares with the last commit after edits of environments, each from one text to another, and takes them back. */
async function changes(edits: Readonly<Record<string, readonly [from: string, to: string]>>) {
  for (const [name, [from, to]] of Object.entries(edits)) project.edit(`environments/${name}.ts`, from, to);
  const { code, stderr } = await project.run('.ci/changes', 'HEAD');
  for (const [name, [from, to]] of Object.entries(edits)) project.edit(`environments/${name}.ts`, to, from);
  return { code, stderr, markdown: readFileSync(join(project.path, 'build/changes.md'), 'utf8') };
}

test('a difference is shown, environment by environment, and is no failure', async () => {
  const { code, markdown } = await changes({
    staging: ['masters: 3,', 'masters: 3,\n    // the same'],
    production: ['maxReplicas: 6', 'maxReplicas: 7'],
  });
  expect({ code, headings: markdown.match(/^### .*$/gm) }).toEqual({
    code: 0,
    headings: ['### local: no difference', '### staging: no difference', '### production: 3 objects differ: 3 in place'],
  });
  const [same, scaled] = markdown.split('### production');
  expect(same).not.toContain('| SERVICE |');
  expect(scaled).toContain("| HorizontalPodAutoscaler 'shop/backend' | in place | the object is updated, and no pod restarts |");
});

test('data at risk fails', async () => {
  const { code, markdown } = await changes({ production: ['storage: Size.gibibytes(100)', 'storage: Size.gibibytes(50)'] });
  expect(code).toBe(3);
  expect(markdown).toContain("- **not accepted** StatefulSet 'shop/elasticsearch': `claim-size`");
});

test('an environment that cannot be synthesized fails, and says why', async () => {
  const { code, markdown, stderr } = await changes({ production: ["hosts: ['shop.example']", "hosts: ['Shop_1']"] });
  expect(code).toBe(2);
  expect(stderr).toMatch(/^error: production: hosts\[0\]: must be a DNS name, got 'Shop_1'/);
  expect(markdown).toBe(`### Not synthesized\n\n~~~text\n${stderr}~~~\n`);
});

test('a revision is required', async () => {
  expect(await project.run('.ci/changes')).toEqual({
    code: 2,
    stdout: '',
    stderr: 'changes: expected one argument, the revision to compare with: .ci/changes main\n',
  });
});
