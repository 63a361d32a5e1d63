import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { judge, type Topology } from '../../src/availability';
import { indexOf } from '../../src/manifests/object-index';
import { bundled } from '../../src/page/assets';
import { pageDataOf } from '../../src/page/data';
import { type Assets, pageOf } from '../../src/page/html';
import { fullReport, reviewOf } from '../../src/proof/report';

/** Debian's, or the one that is named. */
const executablePath = process.env['CHROMIUM'] ?? ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find(existsSync);

/** A page in a browser, and everything that it did which no report may do. */
export interface Opened {
  readonly page: Page;
  /** Errors, warnings and other words on the console, and requests for anything but the file itself. */
  readonly complaints: readonly string[];
}

/** One browser for a file of tests. */
export class Pages {
  private readonly browser: Browser;
  private readonly folder = mkdtempSync(join(tmpdir(), 'nines-page-'));
  private files = 0;

  private constructor(browser: Browser) {
    this.browser = browser;
  }

  static async start(): Promise<Pages> {
    return new Pages(await chromium.launch({ executablePath }));
  }

  async end(): Promise<void> {
    await this.browser.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Opens a text as a file. */
  async open(html: string, options: BrowserContextOptions = {}): Promise<Opened> {
    const file = join(this.folder, `${this.files++}.html`);
    writeFileSync(file, html);
    return this.openFile(file, options);
  }

  async openFile(file: string, options: BrowserContextOptions = {}, shown = 'html[data-state=shown]'): Promise<Opened> {
    const opened = await this.openAddress(`file://${file}`, options);
    await opened.page.waitForSelector(shown);
    return opened;
  }

  /** Opens an address. A file may ask for nothing but itself, and a server's page for nothing of others. */
  async openAddress(address: string, options: BrowserContextOptions = {}): Promise<Opened> {
    const page = await this.browser.newPage({ viewport: { width: 1024, height: 900 }, reducedMotion: 'reduce', ...options });
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(`console: ${message.text()}`));
    page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
    page.on('dialog', (dialog) => {
      complaints.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    const isOther = (url: string) => (address.startsWith('http') ? !url.startsWith(address) : url !== address);
    page.on('requestfinished', (request) => isOther(request.url()) && complaints.push(`request: ${request.url()}`));
    // What the policy refuses is no request: the console tells of it.
    page.on(
      'requestfailed',
      (request) => isOther(request.url()) && request.failure()?.errorText !== 'csp' && complaints.push(`request: ${request.url()}`),
    );
    await page.goto(address);
    return { page, complaints };
  }
}

let assets: Assets | undefined;

/** The page of some objects, as `nines report` makes it. */
export function pageFor(name: string, objects: readonly unknown[], topology: Topology): string {
  assets ??= bundled();
  const index = indexOf(objects.map((value) => ({ value, file: `${name}.yaml` })));
  const report = fullReport(index, topology, reviewOf(index, topology), { withSavings: true });
  return pageOf(pageDataOf(name, { index, topology, report }), assets);
}

/** The same without rules and advice, which take most of the time of large manifests and none of the page's. */
export function quickPageFor(name: string, objects: readonly unknown[], topology: Topology): string {
  assets ??= bundled();
  const index = indexOf(objects.map((value) => ({ value })));
  const report = { ...judge(index, topology, { withoutAdvice: true }), findings: [], accepted: [], skipped: [] };
  return pageOf(pageDataOf(name, { index, topology, report }), assets);
}

/** The figures on the cards of a page. */
export async function figuresOn(
  page: Page,
): Promise<readonly { service: string; minutes: number; nines: number | null; verdict: string }[]> {
  return page.$$eval('[data-service]', (cards) =>
    cards.map((card) => {
      const value = (name: string) => card.getAttribute(`data-${name}`) ?? '';
      return {
        service: value('service'),
        minutes: Number(value('minutes')),
        nines: value('nines') === '' ? null : Number(value('nines')),
        verdict: value('verdict'),
      };
    }),
  );
}
