import { execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { Network, OWN_NETWORK, removeAbandonedNetworks, removeNetwork } from '../network';

const pods = [{ headless: 'elasticsearch-nodes', serves: true }];

/** What there is of a network: links, namespaces, and files of hosts. */
function leftOf(name: string): string[] {
  const said = (...words: string[]) => execFileSync('ip', words, { encoding: 'utf8' });
  const files = existsSync(`/etc/netns/${name}-0`) ? [`/etc/netns/${name}-0`] : [];
  return [...`${said('-oneline', 'link')}${said('netns', 'list')}`.split('\n').filter((line) => line.includes(name)), ...files];
}

test('whatever a failed run leaves is removed: processes, namespaces, links, and the bridge', async () => {
  const [program = '', ...words] = new Network(pods).inside(0);
  const left = spawn(program, [...words, 'sleep', '600'], { stdio: 'ignore' });
  const ended = new Promise((done) => left.on('exit', done));
  expect(leftOf(OWN_NETWORK)).not.toEqual([]);
  removeNetwork(OWN_NETWORK);
  await ended;
  expect(leftOf(OWN_NETWORK)).toEqual([]);
});

test('the next run removes what a killed run has left, and nothing of a run that goes on', () => {
  // No process has it: it is above what kernels give.
  const killed = 'nes-4999999';
  execFileSync('ip', ['netns', 'add', `${killed}-1-0`]);
  execFileSync('mkdir', ['-p', `/etc/netns/${killed}-1-0`]);
  const network = new Network(pods);
  try {
    removeAbandonedNetworks();
    expect(leftOf(killed)).toEqual([]);
    expect(leftOf(OWN_NETWORK)).not.toEqual([]);
  } finally {
    network.remove();
  }
});
