import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { indexOf } from '../../src/manifests/object-index';
import { prerequisitesOf } from '../../src/synthesis/prerequisites';
import { shopManifests } from '../fixtures/manifests';
import { production } from '../fixtures/shop/environments';

const page = readFileSync(join(__dirname, '../../docs/troubleshooting.md'), 'utf8');

/** The seconds that production's load balancer keeps an idle connection, as synth prints them. */
function balancerSeconds(): number {
  const { cluster } = prerequisitesOf(indexOf(shopManifests(production).map((value) => ({ value }))));
  const [, seconds = ''] = /keep idle connections for more than (\d+) seconds/.exec(cluster.join('\n')) ?? [];
  return Number(seconds);
}

/** A pooled connection to a server, as a load balancer has it, after its first request: what the server said. */
async function pooled(server: Server): Promise<{ readonly socket: Socket; readonly answer: string }> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  const chunks: string[] = [];
  socket.setEncoding('latin1').on('data', (chunk: string) => chunks.push(chunk));
  const answered = new Promise<void>((done) => socket.on('data', () => chunks.join('').endsWith('ok') && done()));
  socket.write(REQUEST);
  await answered;
  return { socket, answer: chunks.join('') };
}

const REQUEST = 'GET / HTTP/1.1\r\nhost: a\r\n\r\n';
/** Node says in each answer how long it keeps the connection. */
const secondsIn = (answer: string) => Number(/keep-alive: timeout=(\d+)/i.exec(answer)?.[1]);

let server: Server;
let requests: number;
beforeEach(() => {
  requests = 0;
  server = createServer((_, response) => {
    requests++;
    response.end('ok');
  });
});
afterEach(() => {
  server.closeAllConnections();
  return new Promise((done) => server.close(done));
});

test('a server that closes an idle connection first never sees the next request on it', async () => {
  server.keepAliveTimeout = 20;
  const { socket } = await pooled(server);
  const ended = new Promise((done) => socket.on('end', done));
  const closed = new Promise((done) => socket.on('error', done).on('close', done));
  await ended;
  socket.write(REQUEST);
  await closed;
  expect(requests).toBe(1);
});

test('a server of Node keeps idle connections for less than the load balancer, and with what the page says for longer', async () => {
  const [, setting = ''] = /`server\.keepAliveTimeout = ([\d_]+)`/.exec(page) ?? [];
  expect(server.keepAliveTimeout / 1000).toBeLessThan(balancerSeconds());
  server.keepAliveTimeout = Number(setting.replaceAll('_', ''));
  const { socket, answer } = await pooled(server);
  expect(secondsIn(answer)).toBeGreaterThan(balancerSeconds());
  socket.destroy();
});
