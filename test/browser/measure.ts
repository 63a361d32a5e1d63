import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CDPSession, Page } from 'playwright-core';
import { large } from './large';
import { Pages, quickPageFor } from './open-page';

/**
 * `npm run measure:report`: what 500 workloads on 300 nodes cost Chromium, as docs/report.md says it.
 *
 * Opening and choosing are told in processor time of the renderer's main thread; scrolling in the frames of a trace that were displayed, out of those that were
 * due, and in its longest task, which must end within a frame of 16.7 ms.
 */
async function measure(): Promise<void> {
  const html = quickPageFor('large', large.objects, large.topology);
  console.log(`${Math.ceil(html.length / 1000)} kB`);
  const file = join(tmpdir(), `nines-large-${process.pid}.html`);
  writeFileSync(file, html);
  const pages = await Pages.start();
  for (let run = 0; run < 3; run++) {
    // An empty file first: what is counted begins when counting is enabled.
    const { page } = await pages.open('<!doctype html><html data-state="shown">');
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    const before = await mainThread(page, session);
    await page.goto(`file://${file}`);
    await page.waitForSelector('html[data-state=shown]');
    const opened = (await mainThread(page, session)) - before;
    const elements = await page.locator('*').count();
    const counted = await mainThread(page, session);
    await page.getByRole('button', { name: 'Lose a zone: zone-b' }).click();
    await page.locator('button[aria-pressed=true]', { hasText: 'zone-b' }).waitFor();
    const chosen = (await mainThread(page, session)) - counted;
    console.log(
      `opened in ${opened.toFixed(0)} ms of processor time, ${elements} elements; a zone lost in ${chosen.toFixed(0)} ms; ${await scrolled(page, session)}`,
    );
    await page.close();
  }
  await pages.end();
  rmSync(file);
}

/** Milliseconds that the main thread has worked, once the next frame is drawn. */
async function mainThread(page: Page, session: CDPSession): Promise<number> {
  await page.evaluate('new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))');
  const { metrics } = await session.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000;
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly tdur?: number;
  readonly args: { readonly name?: string };
}

/** Scrolls 6,000 pixels at 2,500 a second, as with a wheel. */
async function scrolled(page: Page, session: CDPSession): Promise<string> {
  const path = join(tmpdir(), `nines-trace-${process.pid}.json`);
  await page.evaluate('scrollTo(0, 0)');
  const browser = page.context().browser();
  await browser?.startTracing(page, { path, categories: ['benchmark', 'cc', 'viz', 'toplevel', 'devtools.timeline'] });
  await session.send('Input.synthesizeScrollGesture', { x: 500, y: 450, yDistance: -6000, speed: 2500, gestureSourceType: 'mouse' });
  await browser?.stopTracing();
  const { traceEvents } = JSON.parse(readFileSync(path, 'utf8')) as { readonly traceEvents: readonly TraceEvent[] };
  rmSync(path);
  const count = (name: string) => traceEvents.filter((event) => event.name === name && event.ph !== 'E').length;
  const threads = traceEvents.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain');
  const tasks = traceEvents.filter(
    ({ name, pid, tid }) => name === 'ThreadControllerImpl::RunTask' && threads.some((thread) => thread.pid === pid && thread.tid === tid),
  );
  const longest = Math.max(...tasks.map(({ tdur = 0 }) => tdur)) / 1000;
  return `scrolled in ${count('Display::FrameDisplayed')} of ${count('Scheduler::BeginFrame')} frames, longest task ${longest.toFixed(1)} ms`;
}

void measure();
