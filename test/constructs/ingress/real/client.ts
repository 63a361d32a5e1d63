import { request } from 'node:http';

/** What a client got. */
export interface Outcome {
  /** Undefined if nothing came within the client's limit, or the connection broke. */
  readonly status?: number;
  readonly seconds: number;
}

/** Sends one request on a connection of its own. */
export function send(port: number, { method = 'GET', host = 'shop.example', limit = 3 } = {}): Promise<Outcome> {
  const start = performance.now();
  return new Promise((resolve) => {
    const over = (status?: number) => resolve({ status, seconds: (performance.now() - start) / 1000 });
    const sent = request({ host: '127.0.0.1', port, method, headers: { host }, agent: false, timeout: limit * 1000 }, (response) => {
      response.resume().on('end', () => over(response.statusCode));
    });
    sent
      .on('timeout', () => sent.destroy())
      .on('error', () => over())
      .end();
  });
}

/** Sends so many requests one after the other. */
export async function sendEach(port: number, count: number, options?: Parameters<typeof send>[1]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (let sent = 0; sent < count; sent += 1) outcomes.push(await send(port, options));
  return outcomes;
}

/** How many of them failed. */
export function failed(outcomes: readonly Outcome[]): number {
  return outcomes.filter(({ status }) => status !== 200).length;
}
