import { markdown } from '../../src/report/markdown';
import { proved } from '../cli/answer';
import { nines } from '../cli/run';
import { finding } from './finding';

const report = { services: [], findings: [], accepted: [] };

test('the worst comes first, and only errors are unfolded', () => {
  const findings = [finding({ severity: 'hint' }), finding({ severity: 'warning' }), finding(), finding({ severity: 'hint' })];
  const text = markdown({ ...report, findings, accepted: [{ ...finding(), because: 'it comes in May' }] });
  expect(text.match(/^(#|<details).*$/gm)).toEqual([
    '### 1 error, 1 warning, 2 hints',
    '<details open><summary>1 error</summary>',
    '<details><summary>1 warning</summary>',
    '<details><summary>2 hints</summary>',
    '<details><summary>1 accepted</summary>',
  ]);
  expect(text).toContain(
    "\n```text\nerror: dist/shop.yaml:7:5 Service shop/web /spec/ports/0/targetPort\n  TCP port 'apy' is not declared [service-target-port]\n  use api (8080)\n```\n",
  );
  expect(text).toContain("TCP port 'apy' is not declared [service-target-port], because it comes in May");
});

test('nothing found is said', () => {
  expect(markdown(report)).toBe('### No finding\n');
});

test('services are a table', async () => {
  const { code, out } = await nines(['check', '@app.yaml', '--topology', 'aws-3x2', '--format', 'markdown'], { 'app.yaml': proved });
  expect(code).toBe(0);
  expect(out).toMatch(/\n\n\| SERVICE \| NEEDED .*\n\| --- .*\n\| `web` \| `2 of 3` \| `-` \| `yes` \| /);
});

test('unusable input is no report', async () => {
  const { code, out } = await nines(['check', '@gone.yaml', '--format', 'markdown']);
  expect(code).toBe(2);
  expect(out).toMatch(
    /^### Unusable input, so nothing is judged\n\n<details open><summary>1 error<\/summary>\n\n```text\nerror: no such file/,
  );
});

test('a manifest ends no block of code, and no cell', async () => {
  const message = '```\n@everyone <img src="https://a.example/b.png">';
  const text = markdown({ ...report, findings: [finding({ message })] });
  expect(text).toContain('\n````text\n');
  expect(text.trimEnd().split('\n').slice(-3)).toEqual(['````', '', '</details>']);
  const { out } = await nines(['check', '@app.yaml', '--topology', 'aws-3x2', '--format', 'markdown'], {
    'app.yaml': proved.replaceAll('name: web', 'name: "`@everyone` | b"'),
  });
  expect(out).toContain("| `'@everyone' \\| b` |");
});
