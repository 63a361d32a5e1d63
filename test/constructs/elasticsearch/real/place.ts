import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { standIns } from '../programs';
import type { Version } from './distribution/versions';
import type { Pod } from './pods';

const SCRIPTS = resolve(__dirname, '../../../../src/constructs/elasticsearch');
const UID = '1000';
export const PASSWORD = 'a "quoted" \\ $password';
export const BACKEND_PASSWORD = 'the $password of the "backend"';

/** What a pod mounts, in a folder of its own: the distribution as the image has it, the volume, Secrets, and what the init container copies. */
export class Place {
  readonly root = mkdtempSync(join(tmpdir(), 'node-'));
  readonly home = join(this.root, 'home');
  readonly scripts = join(this.root, 'run');

  private readonly certificates: string;
  private readonly configuration: string;

  constructor(certificates: string, { configuration, files }: Pod) {
    this.certificates = certificates;
    this.configuration = configuration;
    for (const folder of ['home/data', 'run', 'tmp', 'password', 'secure-settings', 'stand-ins', 'files', 'logins/backend'])
      mkdirSync(this.path(folder), { recursive: true });
    for (const script of readdirSync(SCRIPTS).filter((file) => file.endsWith('.sh')))
      copyFileSync(join(SCRIPTS, script), join(this.scripts, script));
    copyFileSync(join(__dirname, 'entrypoint'), this.path('entrypoint'));
    copyFileSync(join(standIns, 'nc'), this.path('stand-ins/nc'));
    writeFileSync(this.path('password/password'), PASSWORD);
    writeFileSync(this.path('logins/backend/password'), BACKEND_PASSWORD);
    for (const [name, text] of Object.entries(files)) writeFileSync(this.path(`files/${name}`), text);
    this.own();
  }

  /** The path of a file in it. */
  path(name: string): string {
    return join(this.root, name);
  }

  /** Gives a path of the container as a path here. */
  translate(path: string): string {
    const places = { '/usr/share/elasticsearch': this.home, '/run/nines': this.scripts, '/mnt': this.root };
    const place = Object.entries(places).find(([prefix]) => path.startsWith(`${prefix}/`) || path === prefix);
    return place ? path.replace(...place) : path;
  }

  /** A new container: what isn't on a volume is as in the image. */
  install(version: Version): void {
    const distribution = join(process.env['ELASTICSEARCH_HOMES'] ?? '', version);
    if (!existsSync(distribution)) throw new Error('no Elasticsearch: run npm run test:elasticsearch, which fetches it');
    for (const folder of ['bin', 'config', 'lib', 'launcher', 'modules', 'logs', 'plugins'])
      rmSync(join(this.home, folder), { recursive: true, force: true });
    for (const shared of ['lib', 'launcher', 'modules']) {
      if (existsSync(join(distribution, shared))) symlinkSync(join(distribution, shared), join(this.home, shared));
    }
    for (const own of ['bin', 'config']) cpSync(join(distribution, own), join(this.home, own), { recursive: true });
    for (const empty of ['logs', 'plugins']) mkdirSync(join(this.home, empty));
    appendFileSync(join(this.home, 'config/elasticsearch.yml'), this.configuration);
    this.mountCertificates();
  }

  /** The certificates as they are now, renewed or not, as the kubelet keeps them up to date in a running container. */
  mountCertificates(): void {
    for (const layer of ['transport', 'http']) {
      cpSync(join(this.certificates, layer), join(this.home, 'config/certs', layer), { recursive: true });
    }
    this.own();
  }

  loseVolume(): void {
    rmSync(this.path('home/data'), { recursive: true, force: true });
    mkdirSync(this.path('home/data'));
    this.own();
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true, maxRetries: 5 });
  }

  /** The command that runs another one as the user of the container. */
  asUser(...command: string[]): string[] {
    return ['setpriv', '--reuid', UID, '--regid', UID, '--clear-groups', ...command];
  }

  /** Gives all of it to the user of the container. */
  own(): void {
    chmodSync(this.root, 0o755);
    execFileSync('chown', ['-R', '-h', `${UID}:${UID}`, this.root]);
  }
}
