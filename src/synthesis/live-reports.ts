import { spawn } from 'node:child_process';
import { existsSync, type FSWatcher, readFileSync, watch } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { basename, join } from 'node:path';
import { REPORTS } from './reports';

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
<style>html, body, iframe { margin: 0; border: 0; width: 100%; height: 100%; display: block }</style>
<iframe title="The report" src="/reports/index.html"></iframe>
<script>
  const frame = document.querySelector('iframe');
  new EventSource('/changes').onmessage = () => frame.contentWindow.location.reload();
</script>
</html>
`;

/** Reports that are written again on each change, and shown. */
export interface LiveReports {
  readonly server: Server;
  readonly stop: () => void;
}

/**
 * `npm run report -- --watch`: writes the reports, again after each change of the sources, and shows them at http://127.0.0.1:8099.
 *
 * @param args those of each run
 * @param port 0 takes any that is free
 */
export function watchReports(args: readonly string[], port = PORT): LiveReports {
  const open = new Set<ServerResponse>();
  const server = createServer((request, response) => answer(request.url ?? '/', response, open));
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
    spawn(process.execPath, ['--require', 'ts-node/register', 'main.ts', '--report', ...args], { stdio: 'inherit' }).on('exit', (code) => {
      running = false;
      if (code === 0) for (const response of open) response.write('data: written\n\n');
      if (isStale) write();
      isStale = false;
    });
  };
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(write, PAUSE);
  };
  const watchers: FSWatcher[] = SOURCES.filter((it) => existsSync(it)).map((path) => watch(path, { recursive: true }, soon));
  write();
  const stop = (): void => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
    for (const response of open) response.end();
    server.close();
  };
  return { server, stop };
}

function answer(url: string, response: ServerResponse, open: Set<ServerResponse>): void {
  if (url === '/changes') {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' }).write(': open\n\n');
    open.add(response);
    response.on('close', () => open.delete(response));
    return;
  }
  const file = url.startsWith('/reports/') ? join(REPORTS, basename(decodeURIComponent(url))) : undefined;
  const isThere = file !== undefined && existsSync(file);
  response.writeHead(file && !isThere ? 404 : 200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
  response.end(isThere ? readFileSync(file) : file ? 'There is no such report yet.' : FRAME);
}
