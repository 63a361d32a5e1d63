import { stringify } from 'yaml';
import { workload } from '../availability/manifests';
import { nines } from './run';

const app = { 'app.yaml': stringify(workload({ annotations: { 'nines.dev/target': '99.9%', 'nines.dev/needed': '2' } })) };
const check = ['check', '@app.yaml', '--topology', 'aws-3x2'];

test('one service is explained, and the exit code stays that of the check', async () => {
  const { code, out, error } = await nines([...check, '--explain', 'web'], app);
  expect([code, error]).toEqual([1, '']);
  expect(out).toMatch(/^Deployment shop\/web, target 99\.9%: 526 minutes a year\n\nregion: the region eu-west-1 is not available\n/);
  expect(out).not.toContain('SERVICE');
  expect(out).toMatch(/\n\nTo shorten it:\n(?: {2}.*\n)* {2}up to 52\.6 minutes a year less: serve from a second region too/);
});

test.each([
  [['--explain', 'wbe'], "--explain: no service 'wbe'; write web"],
  [
    ['--explain', 'web', '--format', 'json'],
    '--explain prints text, not json; remove --format json; json has every number of every service',
  ],
])('%j is refused', async (args, message) => {
  expect(await nines([...check, ...args], app)).toEqual({ code: 2, out: '', error: `nines: ${message}\n` });
});

test('the rows of a service with a target are printed, and those of one without are not', async () => {
  const { out } = await nines(check, app);
  expect(out).toMatch(
    /\n\nweb, target 99\.9%: 526 minutes a year\n {2}CAUSE +A YEAR +OF REQUESTS +NOTICE +RECOVER +MINUTES +SOURCE\n {2}region /,
  );
  expect(out).toContain('Every number with its source, and all that wins minutes: --explain web\n');
  const without = { 'app.yaml': app['app.yaml'].replace(/ +nines.dev\/target: 99.9%\n/, '') };
  expect((await nines(check, without)).out).not.toContain('CAUSE');
});
