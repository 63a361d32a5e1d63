import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InputError } from '../manifests/input-error';
import { choice } from '../manifests/words';

const CHECK = 'check KUBECONFIG, or ~/.kube/config';
const INSTALL = 'install it: https://kubernetes.io/docs/tasks/tools';

/** The contexts of the kubeconfig. @throws InputError if kubectl is missing or can't read the kubeconfig */
function contexts(): readonly string[] {
  return config('get-contexts', '--output=name').split('\n').filter(Boolean);
}

/** The current context of the kubeconfig. @throws InputError if there is none */
export function currentContext(): string {
  const [name] = config('get-contexts', '--no-headers').split('\n').flatMap(current);
  if (name !== undefined) return name;
  const known = contexts();
  if (known.length === 0) throw new InputError('the kubeconfig has no contexts', CHECK);
  throw new InputError('the kubeconfig has no current context', `name one with --context: ${choice(known)}`);
}

/** The line of the current context starts with a star. */
function current(line: string): readonly string[] {
  const [, name] = /^\*\s+(\S+)/.exec(line) ?? [];
  return name === undefined ? [] : [name];
}

/** Throws an InputError unless the kubeconfig has a context. */
export function requireContext(name: string, fix: (known: string) => string): void {
  const known = contexts();
  if (known.includes(name)) return;
  const has = known.length > 0 ? `it has ${choice(known)}` : `it has no contexts: ${CHECK}`;
  throw new InputError(`the kubeconfig has no context '${name}'; ${has}`, fix(choice(known)));
}

function config(...args: readonly string[]): string {
  const { error, status, stdout, stderr } = spawnSync('kubectl', ['config', ...args], { encoding: 'utf8', env: process.env });
  if (error) throw new InputError(`kubectl can't be run: ${error.message}`, INSTALL);
  if (status !== 0) throw new InputError(`kubectl can't read the kubeconfig: ${reasonIn(stderr)}`, CHECK);
  return stdout;
}

/** The reason in kubectl's output: its last line. */
function reasonIn(output: string): string {
  return (output.trim().split('\n').at(-1) ?? '').replace(/^error: /, '');
}

/** A connection to a cluster: a socket on which kubectl forwards requests with the credentials of a context. */
export interface Connection {
  readonly socket: string;
  close(): void;
}

/**
 * Connects to the cluster of a context by `kubectl proxy`, so that every way to authenticate works that works with kubectl. The socket lies in a folder
 * that only this user can open. `--append-server-path` is for servers below a path, such as those of Rancher.
 *
 * @throws InputError if kubectl can't be run, or doesn't start
 */
export async function connect(context: string): Promise<Connection> {
  const folder = mkdtempSync(join(tmpdir(), 'nines-'));
  const socket = join(folder, 'api');
  const args = ['--context', context, 'proxy', '--unix-socket', socket, '--append-server-path'];
  // It reads the terminal if a plugin asks for a password.
  const proxy = spawn('kubectl', args, { env: process.env, stdio: ['inherit', 'pipe', 'pipe'] });
  const end = () => void proxy.kill();
  process.once('exit', end);
  const close = () => {
    process.off('exit', end);
    proxy.kill();
    proxy.stdout?.destroy();
    proxy.stderr?.destroy();
    proxy.unref();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await listening(proxy);
  } catch (error) {
    close();
    throw error;
  }
  return { socket, close };
}

/** Waits until a proxy says that it serves. Errors that it logs later are in its answers too. */
function listening(proxy: ChildProcess): Promise<void> {
  let errors = '';
  proxy.stderr?.on('data', (chunk) => {
    errors = `${errors}${chunk}`.slice(-2000);
  });
  return new Promise((resolve, reject) => {
    proxy.once('error', ({ message }) => reject(new InputError(`kubectl can't be run: ${message}`, INSTALL)));
    proxy.once('exit', () =>
      reject(new InputError(`kubectl can't connect: ${reasonIn(errors)}`, 'check the context with kubectl cluster-info')),
    );
    proxy.stdout?.once('data', () => resolve());
  });
}
