import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';

/** A log line as it arrived. */
interface Received {
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>>;
}

interface Attribute {
  readonly key: string;
  readonly value: { readonly stringValue?: string };
}

interface Logs {
  readonly resourceLogs: readonly {
    readonly resource: { readonly attributes: readonly Attribute[] };
    readonly scopeLogs: readonly { readonly logRecords: readonly { readonly body: { readonly stringValue: string } }[] }[];
  }[];
}

/** A receiver of OTLP as JSON, which can be down, and answer with errors. */
export class Sink {
  readonly port: number;
  readonly received: Received[] = [];
  readonly #numbers = new Set<number>();

  /** How it answers. */
  status = 200;

  /** How many requests it refused. */
  refused = 0;
  #server?: Server;
  readonly #tls?: { readonly key: string; readonly cert: string };

  /** What it was asked for, and with which credentials. */
  readonly asked = new Set<string>();

  /** @param tls the key and the certificate that it listens with. Default: plain HTTP */
  constructor(port: number, tls?: { readonly key: string; readonly cert: string }) {
    this.port = port;
    this.#tls = tls;
  }

  /** The numbers of the lines that arrived, each once, sorted. */
  get numbers(): number[] {
    return [...this.#numbers].sort((a, b) => a - b);
  }

  /** Whether all of these lines arrived. */
  has(numbers: readonly number[]): boolean {
    return numbers.every((number) => this.#numbers.has(number));
  }

  async up(): Promise<void> {
    const answer: RequestListener = (request, response) => {
      this.asked.add(`${request.method} ${request.url} ${request.headers.authorization}`);
      const chunks: Buffer[] = [];
      request.on('data', (chunk) => chunks.push(chunk));
      request.on('end', () => {
        if (this.status === 200) this.#keep(JSON.parse(Buffer.concat(chunks).toString()));
        else this.refused++;
        response.writeHead(this.status, { 'content-type': 'application/json' }).end('{}');
      });
    };
    const server = this.#tls ? createSecureServer(this.#tls, answer) : createServer(answer);
    this.#server = server;
    await new Promise<void>((resolve) => server.listen(this.port, '127.0.0.1', resolve));
  }

  async down(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (!server) return;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }

  #keep({ resourceLogs }: Logs): void {
    for (const { resource, scopeLogs } of resourceLogs) {
      const attributes = Object.fromEntries(resource.attributes.map(({ key, value }) => [key, value.stringValue ?? '']));
      for (const { body } of scopeLogs.flatMap(({ logRecords }) => logRecords)) {
        this.received.push({ body: body.stringValue, attributes });
        this.#numbers.add((JSON.parse(body.stringValue) as { number: number }).number);
      }
    }
  }
}
