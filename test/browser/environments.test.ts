import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Page } from 'playwright-core';
import { accessibilityProblems } from './axe';
import { eventually } from './eventually';
import { figuresOn, Pages } from './open-page';

const ROOT = join(__dirname, '../..');
const FOLDER = join(ROOT, 'build/report');
const run = (args: readonly string[]) => spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8', maxBuffer: 1e8 });

const written = run(['--require', 'ts-node/register', 'main.ts', '--report']);
const reports = readdirSync(FOLDER).filter((file) => file !== 'index.html');
let pages: Pages;
beforeAll(async () => {
  pages = await Pages.start();
});
afterAll(() => pages.end());

test('npm run report writes a page for each environment', () => {
  expect([written.status, written.stderr.replaceAll(/^npm warn.*\n/gm, '')]).toEqual([0, '']);
  expect(reports.length).toBeGreaterThan(0);
});

test('the index links to each', async () => {
  const { page, complaints } = await pages.openFile(join(FOLDER, 'index.html'), {}, 'body');
  expect(await page.getByRole('link').count()).toBe(reports.length);
  expect(await accessibilityProblems(page)).toEqual([]);
  expect(complaints).toEqual([]);
});

describe.each(reports)('%s', (file) => {
  const path = join(FOLDER, file);
  const name = basename(file, '.html');

  test('is smaller than 400 KB', () => {
    expect(statSync(path).size).toBeLessThan(400_000);
  });

  test('shows the figures of nines check', async () => {
    const { page, complaints } = await pages.openFile(path);
    const answer = run(['bin/nines.js', 'check', `dist/${name}`, '--topology', `dist/topology/${name}.yaml`, '--format', 'json']);
    const { services } = JSON.parse(answer.stdout) as {
      services: readonly { service: string; downtime: { sum: { value: number } }; nines: number; verdict: string }[];
    };
    expect(await figuresOn(page)).toEqual(
      services.map(({ service, downtime, nines, verdict }) => ({ service, minutes: downtime.sum.value, nines, verdict })),
    );
    expect(complaints).toEqual([]);
  });

  test.each(['light', 'dark'] as const)('fits from 360 to 1600 pixels in a %s scheme, and axe-core finds nothing', async (colorScheme) => {
    const { page, complaints } = await pages.openFile(path, { colorScheme });
    await page.locator('.toolbar button').last().click();
    for (const width of [360, 1024, 1600]) {
      await page.setViewportSize({ width, height: 900 });
      await eventually(async () => expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width));
    }
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.setViewportSize({ width: 360, height: 900 });
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  test('says of every event what it does', async () => {
    const { page, complaints } = await pages.openFile(path);
    const outcome = page.getByTestId('outcome');
    const events = await page.locator('.toolbar button').all();
    for (const event of events.slice(1)) {
      await event.click();
      // Button and words are rendered together.
      await eventually(async () => expect(await event.getAttribute('aria-pressed')).toBe('true'));
      expect(await outcome.innerText()).toMatch(/every service still answers|stops? answering|nobody knows/);
    }
    expect(complaints).toEqual([]);
  });

  test('prints in dark ink, whatever the screen shows', async () => {
    const { page } = await pages.openFile(path, { colorScheme: 'dark' });
    await page.emulateMedia({ media: 'print' });
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
    expect((await page.pdf()).length).toBeGreaterThan(20_000);
  });
});

test('production tells what the loss of zone b does, with its seconds, and why the target holds', async () => {
  const { page, complaints } = await pages.openFile(join(FOLDER, 'production.html'));
  await pressed(page, 'Lose a zone: eu-west-1b');
  const outcome = page.getByTestId('outcome');
  await outcome.getByRole('heading', { name: 'Zone eu-west-1b is lost' }).waitFor();
  for (const _ of await outcome.locator('summary').all()) await pressed(page, 'causes');
  await outcome.getByText('if the elected master is there').last().waitFor();
  const told = await outcome.innerText();
  expect(told).toMatch(/^Zone eu-west-1b is lost: every service still answers/);
  expect(told).toMatch(
    /backend answers: \d of \d pods ready, \d needed\n+(?:1 pod moves to [^\n]+\n)?1 pod waits 60 min, until the zone is back: /,
  );
  expect(told).toMatch(/Its failed requests count as about [\d.]+ s of downtime/);
  expect(told).toMatch(/[\d.]+% of requests fail for [\d.]+ s, if the elected master is there: the elected Elasticsearch master is lost/);
  expect(await page.getByTestId('sentence').innerText()).toMatch(
    /^Of the \d+ minutes a year that [\d.]+% allows backend, \d+ are expected: .* No single lost node, lost zone, drain or rollout stops any of them\.$/,
  );
  expect(complaints).toEqual([]);
});

/** Presses what is called so, reached with the keyboard alone. */
async function pressed(page: Page, name: string): Promise<void> {
  const focused = () =>
    page.evaluate('document.activeElement.getAttribute("aria-label") ?? document.activeElement.textContent') as Promise<string>;
  for (let steps = 0; steps < 100; steps++) {
    await page.keyboard.press('Tab');
    if (!(await focused()).includes(name)) continue;
    await page.keyboard.press('Enter');
    return;
  }
  throw new Error(`the keyboard doesn't reach ${name}`);
}
