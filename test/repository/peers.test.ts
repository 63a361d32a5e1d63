import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const ROOT = join(__dirname, '../..');

/** The script with stand-ins for the peers, as it finds them once they are installed: the real ones need Go, Python, and a network. */
let repository: string;
beforeEach(() => {
  repository = mkdtempSync(join(tmpdir(), 'nines-peers-'));
  mkdirSync(join(repository, '.ci'));
  cpSync(join(ROOT, '.ci/peers'), join(repository, '.ci/peers'));
  mkdirSync(join(repository, 'dist/production'), { recursive: true });
  writeFileSync(join(repository, 'dist/production/a.yaml'), 'metadata: { annotations: { nines.dev/target: 99.9% } }\n');
});
afterEach(() => rmSync(repository, { recursive: true }));

const PEERS = ['kubeconform-v0.8.0', 'kube-score-v1.20.0', 'checkov-3.3.30/bin/checkov'];

/** Runs it where one peer finds something, or none does. */
function peers(failing?: string) {
  const standIn = (path: string, script: string) => {
    const file = join(repository, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `#!/bin/sh\n${script}\n`);
    chmodSync(file, 0o755);
  };
  for (const peer of PEERS) standIn(`build/peers/${peer}`, peer === failing ? 'exit 1' : 'exit 0');
  for (const version of ['1.35.4', '1.36.3']) standIn(`build/peers/schemas-${version}/pod-v1.json`, '');
  for (const command of ['go', 'python3']) standIn(`commands/${command}`, 'exit 0');
  const env = { ...process.env, PATH: `${join(repository, 'commands')}:${process.env['PATH']}` };
  return spawnSync(join(repository, '.ci/peers'), { encoding: 'utf8', env });
}

test('it passes where no peer finds anything', () => {
  expect(peers()).toMatchObject({ status: 0, stdout: expect.stringContaining('peers: no finding') });
});

test.each(PEERS)('a finding of %s fails it', (peer) => {
  expect(peers(peer)).toMatchObject({ status: 1, stdout: expect.not.stringContaining('peers: no finding') });
});
