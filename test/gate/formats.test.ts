import { nines } from '../cli/run';
import { moving, movingIn } from './shop';

const files = {
  'f/x/a.yaml': moving('web'),
  'f/y/a.yaml': moving('web').replace('replicas: 1', 'replicas: 2'),
  'n.yaml': 'skip: [availability]',
};
const check = (format: string, ...more: string[]) =>
  nines(['check', '@f', '--topology', 'three-zones', '--format', format, ...more], files);

test('Markdown shows each environment, what is hidden, and notices', async () => {
  const entry = { ...files, 'n.yaml': 'accept: [{ rule: image-is-pinned, object: Deployment/none, because: a }]' };
  const { out } = await nines(
    ['check', '@f', '--topology', 'three-zones', '--format', 'markdown', '--config', '@n.yaml', '--skip', 'availability'],
    entry,
  );
  expect(out).toMatch(/\| `web \(\S+\/f\/x\)` \| `1 of 1` \|/);
  expect(out).toMatch(/\| `web \(\S+\/f\/y\)` \| `1 of 2 assumed` \|/);
  expect(out).toContain('<details><summary>1 notice</summary>');
  expect(out).toContain('nothing to accept: no finding of image-is-pinned in Deployment/none; remove the entry, or correct it');
  expect(out).toContain('\n\nNot shown: 2 of other rules.\n');
});

test('Markdown explains the verdict of each environment', async () => {
  const { out } = await check('markdown', '--only', 'availability');
  expect(out).toContain('lose one pod: there is 1 replica, 1 is needed.');
  expect(out).toContain('lose one node: 2 of 2 replicas may run on it, 1 is needed');
});

test('GitLab and JUnit have the selected findings alone', async () => {
  const gitlab = JSON.parse((await check('gitlab', '--only', 'image-is-pinned')).out);
  expect(gitlab.map((it: { check_name: string }) => it.check_name)).toEqual(['image-is-pinned', 'image-is-pinned']);
  const { out } = await nines(['check', '@a.yaml', '--format', 'junit', '-n', 'other', '--no-config'], {
    'a.yaml': `${moving('web')}---\n${movingIn('other', 'mail')}`,
  });
  expect(out).toContain('Deployment other/mail');
  expect(out).not.toContain('shop/web');
});
