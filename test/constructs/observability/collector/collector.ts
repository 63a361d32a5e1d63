import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { freePort } from '../../ingress/real/proxy';
import { until } from '../../ingress/real/until';

const VERSION = '0.160.0';
const FOLDER = join(__dirname, `../../../../build/otelcol-${VERSION}`);

/** The binary that `OTELCOL` names, or one that OpenTelemetry's builder makes from Go modules, kept in build/. */
export function collectorBinary(): string {
  const named = process.env['OTELCOL'];
  if (named) return named;
  const binary = join(FOLDER, 'otelcol');
  if (existsSync(binary)) return binary;
  mkdirSync(FOLDER, { recursive: true });
  cpSync(join(__dirname, 'builder.yaml'), join(FOLDER, 'builder.yaml'));
  const builder = `go.opentelemetry.io/collector/cmd/builder@v${VERSION}`;
  const options = { cwd: FOLDER, stdio: 'ignore', env: { ...process.env, CGO_ENABLED: '0' } } as const;
  execFileSync('go', ['run', builder, '--config=builder.yaml'], options);
  return binary;
}

/** What the DaemonSet gives the collector in its environment. */
export const VARIABLES = { ...process.env, NODE_NAME: 'node', POD_IP: '127.0.0.1', AUTHORIZATION: 'Basic none' };

/** Its own metrics, as the construct has Prometheus ask for them. */
interface Metrics {
  readers: { pull: { exporter: { prometheus: { port: number } } } }[];
}

/** The parts of the configuration that a machine without a kubelet and an API server needs otherwise. */
interface Configuration {
  extensions: { health_check: object; file_storage: { directory: string; compaction: { directory: string } } };
  receivers: { file_log: { include: string[]; poll_interval?: string } };
  exporters: { otlp_http: { endpoint: string; retry_on_failure: object; tls?: object } };
  service: { telemetry: { metrics?: Metrics }; pipelines: { logs: { processors: string[] } } };
}

/** The UID of the pod that writes. */
export const UID = '0d5f3a0e-7c0b-4a3e-9f52-1c5a3c1d2e4f';

/** A node: a folder of logs, and a collector that reads them. */
export class Node {
  readonly #folder = mkdtempSync(join(tmpdir(), 'nines-logs-'));
  readonly #logs = join(this.#folder, `pods/shop_backend-1_${UID}/backend`);
  #collector?: ChildProcess;
  #written = 0;
  #metrics = 0;

  constructor() {
    mkdirSync(this.#logs, { recursive: true });
    mkdirSync(this.#state);
  }

  get #state(): string {
    return join(this.#folder, 'state');
  }

  /** Starts the collector with what the construct wrote, sending to a port of this machine, as JSON, and trying again sooner. */
  async start(written: string, { port: sink, authority }: { readonly port: number; readonly authority?: string }): Promise<void> {
    const configuration = parse(written) as Configuration;
    const { extensions, receivers, exporters, service } = configuration;
    const port = await freePort();
    extensions.health_check = { endpoint: `127.0.0.1:${port}` };
    extensions.file_storage.directory = this.#state;
    extensions.file_storage.compaction.directory = this.#state;
    receivers.file_log.include = receivers.file_log.include.map((path) => path.replace('/var/log/pods', join(this.#folder, 'pods')));
    const again = { ...exporters.otlp_http.retry_on_failure, initial_interval: '100ms', max_interval: '500ms' };
    Object.assign(exporters.otlp_http, {
      endpoint: `${authority ? 'https' : 'http'}://127.0.0.1:${sink}${new URL(exporters.otlp_http.endpoint).pathname}`,
      ...(authority && { tls: { ca_file: authority } }),
      encoding: 'json',
      compression: 'none',
      retry_on_failure: again,
    });
    // There is no API server to ask.
    service.pipelines.logs.processors = service.pipelines.logs.processors.filter((name) => name !== 'k8s_attributes');
    const prometheus = service.telemetry.metrics?.readers[0]?.pull.exporter.prometheus;
    if (prometheus) {
      this.#metrics = await freePort();
      prometheus.port = this.#metrics;
    } else Object.assign(service.telemetry, { metrics: { level: 'none' } });
    const file = join(this.#folder, 'collector.yaml');
    writeFileSync(file, stringify(configuration));
    const child = spawn(collectorBinary(), [`--config=${file}`], { stdio: ['ignore', 'ignore', 'pipe'], env: VARIABLES });
    let said = '';
    child.stderr?.on('data', (text) => (said += text));
    this.#collector = child;
    const isUp = () =>
      fetch(`http://127.0.0.1:${port}/`).then(
        ({ ok }) => ok,
        () => false,
      );
    await until(isUp, 'the collector is up').catch((error) => {
      throw new Error(`${error.message}: ${said}`);
    });
  }

  /** The collector's own metrics, as Prometheus reads them. */
  async metrics(): Promise<string> {
    return (await fetch(`http://127.0.0.1:${this.#metrics}/metrics`)).text();
  }

  /** Ends the collector as an eviction without grace does. */
  async kill(): Promise<void> {
    const child = this.#collector;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.on('exit', resolve));
    child.kill('SIGKILL');
    await ended;
  }

  /** Writes lines as a container's runtime does, numbered from 0. @returns the numbers */
  write(count: number, padding = ''): number[] {
    const numbers = Array.from({ length: count }, (_, index) => this.#written + index);
    this.#written += count;
    const lines = numbers.map((number) => `2026-11-22T12:00:00.000000000Z stdout F {"number":${number},"padding":"${padding}"}\n`);
    writeFileSync(join(this.#logs, '0.log'), lines.join(''), { flag: 'a' });
    return numbers;
  }

  /** The bytes that the collector keeps on disk. */
  get bytes(): number {
    return readdirSync(this.#state).reduce((sum, name) => sum + statSync(join(this.#state, name)).size, 0);
  }

  async remove(): Promise<void> {
    await this.kill();
    rmSync(this.#folder, { recursive: true });
  }
}
