import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a pod does with a request. */
export type Behaviour = (request: IncomingMessage, response: ServerResponse) => void;

export const ok: Behaviour = (_, response) => void response.end('ok');
export const failing: Behaviour = (_, response) => void response.writeHead(503).end();
/** Takes the request and never answers. */
export const hanging: Behaviour = () => undefined;

/** A pod: a server that counts its requests and behaves as it is told. */
export class Pod {
  behave: Behaviour;
  requests = 0;
  private readonly server: Server;

  private constructor(behave: Behaviour) {
    this.behave = behave;
    this.server = createServer((request, response) => {
      this.requests += 1;
      request.resume();
      this.behave(request, response);
    });
    // Longer than any test: a proxy never finds a connection that the pod has just closed.
    this.server.keepAliveTimeout = 600_000;
  }

  static async start(behave: Behaviour): Promise<Pod> {
    const pod = new Pod(behave);
    await new Promise<void>((resolve) => pod.server.listen(0, '127.0.0.1', resolve));
    return pod;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}
