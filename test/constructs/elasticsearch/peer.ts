import { createServer, type Server, type Socket } from 'node:net';

/** A listening peer on loopback. */
export class Peer {
  private readonly sockets = new Set<Socket>();

  private readonly server: Server;

  private constructor(server: Server) {
    this.server = server;
    server.on('connection', (socket) => {
      this.sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => this.sockets.delete(socket));
    });
  }

  /** Accepts and closes, as Elasticsearch does on its readiness port. */
  static answering(address: string, port: number): Promise<Peer> {
    return Peer.listen(
      createServer((socket) => socket.end()),
      address,
      port,
    );
  }

  /** Accepts and never says or closes anything. */
  static silent(address: string, port: number): Promise<Peer> {
    return Peer.listen(createServer({ allowHalfOpen: true }), address, port);
  }

  /** A server of one's own, such as an HTTP server. */
  static listen(server: Server, address: string, port: number): Promise<Peer> {
    const peer = new Peer(server);
    return new Promise((done, fail) => server.once('error', fail).listen(port, address, () => done(peer)));
  }

  get port(): number {
    const address = this.server.address();
    if (address === null || typeof address === 'string') throw new Error('the peer listens on no port');
    return address.port;
  }

  stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    return new Promise((done) => this.server.close(() => done()));
  }
}

/**
 * A port that nobody listens on, and that nobody takes before it is used: below the range from which the kernel gives ports to connections and to
 * whoever asks for any port (32768 on Linux), and different in each process.
 */
export async function freePort(): Promise<number> {
  const port = 10_240 + ((process.pid * 61 + next++) % 20_000);
  const peer = await Peer.answering('127.0.0.1', port).catch(() => undefined);
  await peer?.stop();
  return peer ? port : freePort();
}

let next = 0;
