import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from './until';

/** A running proxy. */
export interface RunningProxy {
  readonly port: number;

  /** The port that has its metrics at `/metrics`. */
  readonly metrics: number;
  stop(): Promise<void>;
}

/** A port that nothing listens on. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Starts a program with a configuration file, and waits until it is ready. */
export async function startProxy(program: string, { configuration, options, port, metrics, isReady }: ProxyProgram): Promise<RunningProxy> {
  const folder = mkdtempSync(join(tmpdir(), 'nines-proxy-'));
  const file = join(folder, 'configuration.yml');
  writeFileSync(file, configuration);
  const child = spawn(program, options(file), { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += text));
  const ended = new Promise<string>((resolve) => {
    child.on('error', (error) => resolve(`${program}: ${error.message}`));
    child.on('exit', (code) => resolve(`${program} ended with ${code}: ${said}`));
  });
  const stop = async () => {
    await end(child);
    rmSync(folder, { recursive: true });
  };
  const ready = until(isReady, `${program} is ready`).then(
    () => undefined,
    (error: Error) => error.message,
  );
  const failure = await Promise.race([ended, ready]);
  if (failure === undefined) return { port, metrics, stop };
  await stop();
  throw new Error(failure);
}

export interface ProxyProgram {
  readonly configuration: string;
  readonly options: (file: string) => readonly string[];
  readonly port: number;
  readonly metrics: number;
  readonly isReady: () => Promise<boolean>;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.on('exit', resolve));
  child.kill('SIGKILL');
  await ended;
}

/** Whether something accepts connections there. */
export function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
      .on('connect', () => {
        socket.destroy();
        resolve(true);
      })
      .on('error', () => resolve(false));
  });
}
