import { accessibilityProblems } from './axe';
import { eventually } from './eventually';
import { large } from './large';
import { type Opened, Pages, quickPageFor } from './open-page';

let pages: Pages;
let html: string;
let opened: Opened;
beforeAll(async () => {
  pages = await Pages.start();
  html = quickPageFor('large', large.objects, large.topology);
  opened = await pages.open(html);
}, 400_000);
afterAll(() => pages.end());

test('500 workloads on 300 nodes fit into 400 KB', () => {
  expect(html.length).toBeLessThan(400_000);
});

test('the verdict and the picture come before the services, which are opened', async () => {
  const { page, complaints } = opened;
  const cards = page.locator('.cards [data-service]');
  expect(await cards.count()).toBe(6);
  const top = async (selector: string) => (await page.locator(selector).first().boundingBox())?.y ?? Number.NaN;
  expect(await top('#events')).toBeLessThan(900);
  await page.getByText('All 500 services').click();
  // A details element tells of its opening in a later task.
  await page.locator('button.name').nth(499).waitFor();
  await page.getByRole('button', { name: 'service-77', exact: true }).click();
  await page.locator('#cuts').filter({ hasText: 'What stops service-77' }).waitFor();
  await page.getByText('All 500 services').click();
  await page.locator('button.name').first().waitFor({ state: 'detached' });
  expect(complaints).toEqual([]);
});

test('a lost zone is drawn with few enough elements to scroll smoothly, and told in a few lines', async () => {
  const { page, complaints } = opened;
  await page.getByRole('button', { name: 'Lose a zone: zone-b' }).click();
  const outcome = page.getByTestId('outcome');
  await eventually(async () =>
    expect(await outcome.innerText()).toMatch(/^Zone zone-b is lost[\s\S]*494 more services are touched: all answer\./),
  );
  expect(await page.locator('g.pod').count()).toBeGreaterThan(1_400);
  expect(await page.locator('*').count()).toBeLessThan(12_000);
  expect(complaints).toEqual([]);
});

test('axe-core finds nothing', async () => {
  expect(await accessibilityProblems(opened.page)).toEqual([]);
});
