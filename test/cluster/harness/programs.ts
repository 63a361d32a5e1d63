import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from './usage-error';

/** Everything that a cluster runs, and kubectl to look at it. */
export type ProgramName = 'etcd' | 'kube-apiserver' | 'kube-controller-manager' | 'kube-scheduler' | 'kubectl' | 'kwok';

/** A Go module of ours that pins one upstream's programs; its go.mod is the only place where their version stands. */
export interface ProgramModule {
  /** Where its go.mod is. */
  readonly folder: string;
  /** What goes into the cache's folder name, such as `etcd-3.6.16`. */
  readonly id: string;
  /** Name of each program and the Go package that it is built from. */
  readonly programs: Readonly<Record<string, string>>;
  /** Without these a binary says that it is v0.0.0. */
  readonly stamps: readonly string[];
}

const GO = join(__dirname, '..', 'go');
const KUBERNETES = 'kubernetes-';

/** The versions that have a module under go/, newest first: adding a version is adding a folder. */
function kubernetesVersions(): string[] {
  return readdirSync(GO)
    .filter((folder) => folder.startsWith(KUBERNETES))
    .map((folder) => folder.slice(KUBERNETES.length))
    .sort((a, b) => b.localeCompare(a, 'en', { numeric: true }));
}

/** The version asked for by `NINES_KUBERNETES` (which `--kubernetes=` sets), the newest when nothing is asked. */
export function kubernetesVersion(): string {
  const { NINES_KUBERNETES: asked } = process.env;
  const known = kubernetesVersions();
  if (!asked) return known[0] as string;
  if (known.includes(asked)) return asked;
  throw new UsageError(
    `there is no Kubernetes ${asked} here; use one of ${known.join(', ')}, or add test/cluster/go/${KUBERNETES}${asked}/go.mod`,
  );
}

/** Everything that a cluster of this version runs. */
export function programModules(kubernetes: string): ProgramModule[] {
  return [etcd(), kwok(), kubernetesModule(kubernetes)];
}

function etcd(): ProgramModule {
  const folder = join(GO, 'etcd');
  return { folder, id: `etcd-${required(folder)}`, programs: { etcd: 'go.etcd.io/etcd/server/v3' }, stamps: [] };
}

function kwok(): ProgramModule {
  const folder = join(GO, 'kwok');
  const version = required(folder);
  const stamps = [`sigs.k8s.io/kwok/pkg/consts.Version=v${version}`];
  return { folder, id: `kwok-${version}`, programs: { kwok: 'sigs.k8s.io/kwok/cmd/kwok' }, stamps };
}

function kubernetesModule(version: string): ProgramModule {
  const names = ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kubectl'];
  const [major, minor] = version.split('.');
  // The servers read the first package, kubectl and every client's user agent the second.
  const stamps = ['k8s.io/component-base/version', 'k8s.io/client-go/pkg/version'].flatMap((path) => [
    `${path}.gitVersion=v${version}`,
    `${path}.gitMajor=${major}`,
    `${path}.gitMinor=${minor}`,
  ]);
  const programs = Object.fromEntries(names.map((name) => [name, `k8s.io/kubernetes/cmd/${name}`]));
  return { folder: join(GO, KUBERNETES + version), id: KUBERNETES + version, programs, stamps };
}

/** The Go module of Argo CD. */
export const ARGO_CD = 'github.com/argoproj/argo-cd/v3';

/** Argo CD: one program, which is any of its parts by the name that it is called by. */
export function argoCd(): ProgramModule & { readonly version: string } {
  const folder = join(GO, 'argo-cd');
  const version = required(folder);
  const stamps = [`${ARGO_CD}/common.version=${version}`];
  return { folder, id: `argo-cd-${version}`, version, programs: { argocd: `${ARGO_CD}/cmd` }, stamps };
}

/** The version of the one module that this go.mod requires by itself. */
function required(folder: string): string {
  const version = /^require \S+ v(\S+)( \/\/ indirect)?$/m.exec(readFileSync(join(folder, 'go.mod'), 'utf8'))?.[1];
  if (!version) throw new Error(`${folder}/go.mod requires no module on a line of its own`);
  return version;
}
