import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, watch } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { Arguments } from './arguments';
import { INDEX, REPORTS } from './reports';

/** What the manifests are made of. */
const SOURCES = ['environments', 'lib', 'src', 'main.ts'];

/** Milliseconds in which several saves are one. */
const PAUSE = 200;

const PORT = 8099;

/** A page with a report in a frame, which is loaded again whenever reports were written: the reports themselves ask no network. */
const FRAME = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Reports, live</title>
<style>
  html, body, iframe { margin: 0; border: 0; width: 100%; height: 100%; display: block }
  p:not([hidden]) { margin: 0; padding: 8px 16px; font: 16px sans-serif; background: #a8320c; color: #fff }
</style>
<p role="status" hidden>The last change can't be built: the terminal says why. The reports below are older.</p>
<iframe title="The report" src="/reports/${INDEX}"></iframe>
<script>
  const [frame, failed] = [document.querySelector('iframe'), document.querySelector('p')];
  const changes = new EventSource('/changes');
  changes.addEventListener('written', () => {
    failed.hidden = true;
    frame.contentWindow.location.reload();
  });
  changes.addEventListener('failed', () => {
    failed.hidden = false;
  });
</script>
</html>
`;

/**
 * `npm run report -- --watch`: writes the reports, again after each change of the sources, and shows them at http://127.0.0.1:8099, until the process ends.
 */
export function watchReports({ names, base, port = PORT }: Pick<Arguments, 'names' | 'base' | 'port'>): void {
  const open = new Set<ServerResponse>();
  const server = createServer((request, response) => answer(request.url ?? '/', response, open));
  server.on('error', (error) => {
    console.error(`error: ${error.message}; name another port with --port`);
    process.exit(2);
  });
  // Nobody else on the network sees it.
  server.listen(port, '127.0.0.1', () => {
    const address = server.address();
    console.log(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : port} shows the reports, Ctrl+C ends it`);
  });
  let timer: NodeJS.Timeout | undefined;
  let running = false;
  let isStale = false;
  const write = (): void => {
    if (running) {
      isStale = true;
      return;
    }
    running = true;
    // A process of its own reads the sources as they are now.
    const args = ['--report', ...(base === undefined ? [] : ['--base', base]), ...names];
    spawn(process.execPath, ['--require', 'ts-node/register', 'main.ts', ...args], { stdio: 'inherit' }).on('exit', (code) => {
      running = false;
      for (const response of open) response.write(`event: ${code === 0 ? 'written' : 'failed'}\ndata: -\n\n`);
      if (isStale) write();
      isStale = false;
    });
  };
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(write, PAUSE);
  };
  for (const path of SOURCES.filter((it) => existsSync(it))) watch(path, { recursive: true }, soon);
  write();
}

function answer(url: string, response: ServerResponse, open: Set<ServerResponse>): void {
  if (url === '/changes') {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' }).write(': open\n\n');
    open.add(response);
    response.on('close', () => open.delete(response));
    return;
  }
  const asked = url.startsWith('/reports/') ? url.slice('/reports/'.length) : undefined;
  const file = asked !== undefined && existsSync(REPORTS) ? readdirSync(REPORTS).find((name) => asked === encodeURI(name)) : undefined;
  const isAwaited = asked === undefined || file !== undefined || asked === INDEX;
  response.writeHead(isAwaited ? 200 : 404, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
  if (file !== undefined) response.end(readFileSync(join(REPORTS, file)));
  else response.end(asked === undefined ? FRAME : isAwaited ? 'The reports are being written.' : 'There is no such report.');
}
