import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { chromium } from 'playwright-core';

/** `npm run picture:report -- FILE`: draws docs/report.png, the head of a report and what the loss of a zone does. */
async function draw(file: string): Promise<void> {
  const executablePath = process.env['CHROMIUM'] ?? ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find(existsSync);
  const browser = await chromium.launch({ executablePath });
  const page = await browser.newPage({ viewport: { width: 1180, height: 900 }, colorScheme: 'light' });
  await page.goto(`file://${resolve(file)}`);
  await page.waitForSelector('html[data-state=shown]');
  await page
    .getByRole('button', { name: /^Lose a zone/ })
    .nth(1)
    .click();
  await page.screenshot({ path: 'docs/report.png', clip: { x: 0, y: 30, width: 1180, height: 1100 }, fullPage: true });
  await browser.close();
}

const [, , file = 'build/report/production.html'] = process.argv;
void draw(file);
