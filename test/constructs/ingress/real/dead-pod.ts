import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/**
 * Measures what requests through Traefik lose while a dead pod is still one of three servers: docs/measurements.md has the method, the command and the figures.
 *
 * Its arguments are runs, such as `1s:3` or `500ms:5`: the dial timeout, and the attempts of the retry Middleware. It prints a line for each. TRAEFIK names the binary. It
 * needs Linux and root, for network namespaces.
 */
const [BEFORE, DEAD, LIMIT, RATE, PORT] = [6_000, 20_000, 3_000, 12, 18_099];
const SERVERS = [0, 1, 2];
const BRIDGE = 'nines-dead-pod';
const name = (index: number) => `ndp-${index}`;
const address = (index: number) => `198.18.78.${10 + index}`;
const ip = (...words: string[]) => void execFileSync('ip', words, { stdio: 'pipe' });

interface Outcome {
  readonly sent: number;
  readonly took: number;
  readonly isFailed: boolean;
}

function connect(): void {
  ip('link', 'add', BRIDGE, 'type', 'bridge');
  ip('address', 'add', '198.18.78.1/24', 'dev', BRIDGE);
  ip('link', 'set', BRIDGE, 'up');
  for (const index of SERVERS) {
    ip('netns', 'add', name(index));
    ip('link', 'add', name(index), 'type', 'veth', 'peer', 'name', 'eth0', 'netns', name(index));
    ip('link', 'set', name(index), 'master', BRIDGE, 'up');
    ip('-netns', name(index), 'address', 'add', `${address(index)}/24`, 'dev', 'eth0');
    ip('-netns', name(index), 'link', 'set', 'eth0', 'up');
  }
}

function disconnect(): void {
  // The kernel removes a namespace's devices some time after it: the next run needs their names.
  for (const index of SERVERS) ip('link', 'delete', name(index));
  for (const index of SERVERS) ip('netns', 'delete', name(index));
  ip('link', 'delete', BRIDGE);
}

/** What the constructs write, as Traefik's file provider has it. */
function configuration(dialTimeout: string, attempts: number): string {
  const servers = SERVERS.map((index) => ({ url: `http://${address(index)}:8080` }));
  return JSON.stringify({
    http: {
      routers: { app: { rule: 'PathPrefix(`/`)', service: 'app', middlewares: ['retry'] } },
      middlewares: { retry: { retry: { attempts, initialInterval: '100ms' } } },
      services: { app: { loadBalancer: { serversTransport: 'soon', servers } } },
      serversTransports: { soon: { maxIdleConnsPerHost: 200, forwardingTimeouts: { dialTimeout } } },
    },
  });
}

function send(outcomes: Outcome[]): void {
  const sent = Date.now();
  let isOver = false;
  const over = (isFailed: boolean) => {
    if (!isOver) outcomes.push({ sent, took: Date.now() - sent, isFailed });
    isOver = true;
    clearTimeout(limit);
  };
  const made = get({ host: '127.0.0.1', port: PORT, agent: false }, (response) => {
    response.resume().on('end', () => over(response.statusCode !== 200));
  }).on('error', () => over(true));
  const limit = setTimeout(() => {
    over(true);
    made.destroy();
  }, LIMIT);
}

async function measure(run: string): Promise<string> {
  const [dialTimeout = '1s', attempts = '3'] = run.split(':');
  const folder = mkdtempSync(join(tmpdir(), 'nines-traefik-'));
  const started: ChildProcess[] = [];
  const start = (program: string, ...words: string[]) => started.push(spawn(program, words, { stdio: 'ignore' }));
  const serve = "require('http').createServer((_, response) => setTimeout(() => response.end('ok'), 5)).listen(8080)";
  connect();
  try {
    for (const index of SERVERS) start('ip', 'netns', 'exec', name(index), process.execPath, '-e', serve);
    writeFileSync(join(folder, 'dynamic.yml'), configuration(dialTimeout, Number(attempts)));
    const options = [`--entrypoints.web.address=127.0.0.1:${PORT}`, `--providers.file.filename=${folder}/dynamic.yml`];
    start(process.env['TRAEFIK'] ?? 'traefik', ...options);
    await wait(LIMIT);
    const outcomes: Outcome[] = [];
    const timer = setInterval(() => send(outcomes), 1000 / RATE);
    await wait(BEFORE);
    const lost = Date.now();
    ip('link', 'set', name(0), 'down');
    await wait(DEAD);
    clearInterval(timer);
    await wait(LIMIT + 500);
    return summary(
      outcomes.filter(({ sent }) => sent >= lost),
      lost,
    );
  } finally {
    for (const child of started) child.kill('SIGKILL');
    disconnect();
    rmSync(folder, { recursive: true });
  }
}

function summary(outcomes: readonly Outcome[], lost: number): string {
  const seconds = outcomes.filter(({ isFailed }) => isFailed).map(({ sent }) => ((sent - lost) / 1000).toFixed(1));
  const late = outcomes.filter(({ isFailed, took }) => !isFailed && took > 1000).length;
  const at = seconds.length > 0 ? ` at ${seconds.join(', ')} s` : '';
  return `${seconds.length} of ${outcomes.length} failed${at}, ${late} late, load ${loadavg()[0]?.toFixed(0)}`;
}

async function main(runs: readonly string[]): Promise<void> {
  for (const run of runs) console.log(`${run}: ${await measure(run)}`);
}

void main(process.argv.slice(2));
