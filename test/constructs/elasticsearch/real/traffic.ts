import { Agent, request } from 'node:https';
import { setInterval } from 'node:timers';

/** What became of one request. Times are in milliseconds since the epoch. */
export interface Outcome {
  readonly kind: 'write' | 'search';
  readonly sent: number;
  readonly took: number;
  /** Undefined if it succeeded. */
  readonly error?: string;
}

/** Where the requests go at the moment, and how they log in. */
export interface Target {
  readonly addresses: () => readonly string[];
  readonly ca: string;
  readonly auth: string;
}

const INDEX = 'shop';
/** A request every 50 ms, whether or not earlier ones have been answered: a client that waits would send less just when the cluster is slow. */
const EVERY = 50;
const LIMIT = 3000;

/**
 * Sends 10 writes and 10 searches a second to the addresses in turn, each with a limit of 3 seconds, until it is stopped. A write is a numbered document of
 * its own, so that what was acknowledged can be counted afterwards.
 */
export class Traffic {
  readonly outcomes: Outcome[] = [];
  readonly acknowledged: string[] = [];
  private readonly agent: Agent;
  private readonly timer: NodeJS.Timeout;
  private readonly target: Target;
  private readonly run: string;
  private count = 0;

  constructor(target: Target, run: string) {
    this.target = target;
    this.run = run;
    this.agent = new Agent({ keepAlive: true, ca: target.ca, servername: 'elasticsearch.shop.svc' });
    this.timer = setInterval(() => this.next(), EVERY);
  }

  /** Stops sending and waits for the last responses. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    await new Promise((done) => setTimeout(done, LIMIT + 500));
    this.agent.destroy();
  }

  private next(): void {
    const addresses = this.target.addresses();
    const number = this.count++;
    const host = addresses[Math.floor(number / 2) % addresses.length];
    if (host === undefined) {
      this.outcomes.push({ kind: number % 2 === 0 ? 'write' : 'search', sent: Date.now(), took: 0, error: 'no address' });
      return;
    }
    if (number % 2 === 0) this.write(host, `${this.run}-${number}`);
    else this.send('search', host, 'GET', `/${INDEX}/_search?size=0&track_total_hits=true`);
  }

  private write(host: string, id: string): void {
    this.send('write', host, 'PUT', `/${INDEX}/_doc/${id}`, JSON.stringify({ id }), () => this.acknowledged.push(id));
  }

  private send(kind: Outcome['kind'], host: string, method: string, path: string, body?: string, acknowledge?: () => void): void {
    const sent = Date.now();
    let isOver = false;
    const over = (error?: string) => {
      if (isOver) return;
      isOver = true;
      clearTimeout(limit);
      this.outcomes.push({ kind, sent, took: Date.now() - sent, error });
    };
    const headers = { 'content-type': 'application/json' };
    const { agent, target } = this;
    const made = request({ agent, host, port: 9200, path, method, headers, auth: target.auth }, (response) => {
      const chunks: string[] = [];
      response.setEncoding('utf8').on('data', (chunk: string) => chunks.push(chunk));
      response.on('end', () => {
        const problem = problemOf(kind, response.statusCode ?? 0, chunks.join(''));
        if (problem === undefined) acknowledge?.();
        over(problem);
      });
    });
    const limit = setTimeout(() => {
      over('timeout');
      made.destroy();
    }, LIMIT);
    made.on('error', (error) => over(error.message)).end(body);
  }
}

/** A search that some shards didn't answer is a failure, too: it would show the user half of the result. A write is acknowledged without its replica. */
function problemOf(kind: Outcome['kind'], status: number, body: string): string | undefined {
  if (status >= 400) return `${status} ${/"type":"(\w+)"/.exec(body)?.[1] ?? ''}`;
  return kind === 'search' && /"_shards":\{[^}]*"failed":[1-9]/.test(body) ? 'partial' : undefined;
}
