import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Binaries } from './binaries';
import { KubeConfig } from './kubernetes-client';
import { freePorts } from './ports';
import type { Processes, Started } from './processes';
import type { ProgramName } from './programs';
import { ready } from './readiness';
import { type SchedulerOptions, schedulerConfiguration } from './scheduler';
import { apiserverTimerFlags, controllerManagerFlags, type Timers } from './timers';

/** A control plane that answers. */
export interface ControlPlane {
  readonly url: string;
  /** A kubeconfig file that acts as this user, who must be one of `users`. */
  kubeconfig(user: string): string;

  /** Kills the API server, and starts it again at its address. */
  readonly apiserver: { readonly kill: () => Promise<void>; readonly start: () => Promise<void> };
}

/** User name and groups of everyone who talks to the server: the real names, so that the real RBAC rules and node restrictions apply. */
type Users = Readonly<Record<string, readonly string[]>>;

export const ADMIN = 'admin';

/** Starts etcd, kube-apiserver, kube-controller-manager and kube-scheduler in the folder, on free ports of 127.0.0.1. */
export async function startControlPlane(
  processes: Processes,
  binaries: Binaries,
  folder: string,
  timers: Timers,
  scheduler: SchedulerOptions,
): Promise<ControlPlane> {
  const run = (name: ProgramName, args: readonly string[]): Promise<Started> =>
    processes.start({ name, command: binaries[name], args, folder, log: join(folder, 'logs', `${name}.log`) });
  const [etcdPort, peerPort, apiPort] = (await freePorts(3)) as [number, number, number];
  const credentials = writeCredentials(folder);

  await run('etcd', etcdFlags(folder, etcdPort, peerPort));
  const url = `https://127.0.0.1:${apiPort}`;
  const kubeconfig = (user: string): string => credentials(user, url);
  let apiserver: Started;
  const start = async (): Promise<void> => {
    apiserver = await run('kube-apiserver', [...apiserverFlags(folder, etcdPort, apiPort), ...apiserverTimerFlags(timers)]);
    await ready(url, join(folder, 'certificates', 'apiserver.crt'), apiserver);
  };
  await start();
  await Promise.all([
    run('kube-controller-manager', [
      ...controllerManagerFlags(timers),
      ...clientFlags(kubeconfig('system:kube-controller-manager')),
      ...keyFlag(folder),
    ]),
    run('kube-scheduler', schedulerFlags(folder, scheduler, kubeconfig('system:kube-scheduler'))),
  ]);
  return { url, kubeconfig, apiserver: { kill: () => processes.kill(apiserver), start } };
}

/** Nothing here is worth a flush to disk: the cluster is gone when its run is. */
function etcdFlags(folder: string, port: number, peerPort: number): string[] {
  const client = `http://127.0.0.1:${port}`;
  const peer = `http://127.0.0.1:${peerPort}`;
  return [
    `--data-dir=${join(folder, 'etcd')}`,
    '--unsafe-no-fsync',
    `--listen-client-urls=${client}`,
    `--advertise-client-urls=${client}`,
    `--listen-peer-urls=${peer}`,
    `--initial-advertise-peer-urls=${peer}`,
    `--initial-cluster=default=${peer}`,
    '--log-level=warn',
  ];
}

function apiserverFlags(folder: string, etcdPort: number, port: number): string[] {
  return [
    `--etcd-servers=http://127.0.0.1:${etcdPort}`,
    '--bind-address=127.0.0.1',
    '--advertise-address=127.0.0.1',
    `--secure-port=${port}`,
    // The server makes a certificate for itself in here.
    `--cert-dir=${join(folder, 'certificates')}`,
    `--token-auth-file=${join(folder, 'tokens.csv')}`,
    '--authorization-mode=Node,RBAC',
    '--enable-admission-plugins=NodeRestriction',
    // Every real cluster allows it; without this the server refuses what Pod Security should decide about.
    '--allow-privileged=true',
    '--service-account-issuer=https://kubernetes.default.svc',
    `--service-account-key-file=${join(folder, 'service-accounts.key')}`,
    `--service-account-signing-key-file=${join(folder, 'service-accounts.key')}`,
    '--service-cluster-ip-range=10.96.0.0/16',
    // The `kubernetes` Service would need an address that is not loopback.
    '--endpoint-reconciler-type=none',
  ];
}

/** Without ports of their own: nobody asks the two for metrics. */
function clientFlags(kubeconfig: string): string[] {
  return [`--kubeconfig=${kubeconfig}`, '--secure-port=0', '--leader-elect=false', '--kube-api-qps=200', '--kube-api-burst=400'];
}

function schedulerFlags(folder: string, options: SchedulerOptions, kubeconfig: string): string[] {
  const path = join(folder, 'scheduler.yaml');
  // JSON is YAML.
  writeFileSync(path, JSON.stringify(schedulerConfiguration(options, kubeconfig)));
  return [`--config=${path}`, '--secure-port=0'];
}

function keyFlag(folder: string): string[] {
  return [`--service-account-private-key-file=${join(folder, 'service-accounts.key')}`];
}

/** Tokens instead of client certificates: the server sees the same users and groups, and there is no authority to run. */
function writeCredentials(folder: string): (user: string, url: string) => string {
  const users: Users = {
    [ADMIN]: ['system:masters'],
    'system:kube-controller-manager': [],
    'system:kube-scheduler': [],
  };
  const tokens = new Map(Object.keys(users).map((user) => [user, randomBytes(16).toString('hex')]));
  const lines = Object.entries(users).map(([user, groups]) => `${tokens.get(user)},${user},${user},"${groups.join(',')}"`);
  writeFileSync(join(folder, 'tokens.csv'), `${lines.join('\n')}\n`, { mode: 0o600 });

  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  writeFileSync(join(folder, 'service-accounts.key'), privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });

  mkdirSync(join(folder, 'kubeconfigs'), { recursive: true });
  return (user, server) => {
    const path = join(folder, 'kubeconfigs', `${user.replaceAll(':', '-')}.yaml`);
    const config = new KubeConfig();
    config.loadFromOptions({
      clusters: [{ name: 'nines', server, caFile: join(folder, 'certificates', 'apiserver.crt'), skipTLSVerify: false }],
      users: [{ name: user, token: tokens.get(user) }],
      contexts: [{ name: 'nines', cluster: 'nines', user }],
      currentContext: 'nines',
    });
    writeFileSync(path, config.exportConfig(), { mode: 0o600 });
    return path;
  };
}
