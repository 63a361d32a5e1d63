import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Cluster } from './cluster';
import type { Ended } from './node';

/** Quotes a word for a shell. */
const quoted = (word: string) => `'${word.replaceAll("'", `'\\''`)}'`;

/** Runs commands of a page with a kubectl whose `exec` and `logs` reach the nodes of a cluster. Its other commands do nothing: these pods are no objects. */
export async function runCommands(cluster: Cluster, script: string): Promise<Ended> {
  const folder = mkdtempSync(join(tmpdir(), 'kubectl-'));
  try {
    writeFileSync(join(folder, 'kubectl'), standIn(cluster));
    chmodSync(join(folder, 'kubectl'), 0o755);
    const env = { ...process.env, PATH: `${folder}:${process.env['PATH']}` };
    return await new Promise((done) =>
      execFile('bash', ['-c', script], { env, encoding: 'utf8', timeout: 120_000 }, (error, stdout, stderr) =>
        done({ code: error ? Number(error.code ?? 1) : 0, output: `${stdout}${stderr}`.trim() }),
      ),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function standIn(cluster: Cluster): string {
  const cases = cluster.nodes.map((node) => {
    const { program, words, env } = node.command();
    const variables = Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [quoted(`${name}=${value}`)]));
    const enter = ['env', '-i', ...variables, ...[program, ...words].map(quoted)].join(' ');
    // The image's working directory.
    const home = quoted(node.place.home);
    return `  exec:${node.name}) cd ${home} && exec ${enter} "$@" ;;\n  logs:${node.name}) exec cat ${quoted(node.place.path('log'))} ;;`;
  });
  return `#!/usr/bin/env bash
verb= pod=
while [ $# -gt 0 ]; do
  case "$1" in
    --namespace | --container) shift ;;
    --) shift; break ;;
    -*) ;;
    *) if [ -z "$verb" ]; then verb=$1; elif [ -z "$pod" ]; then pod=$1; fi ;;
  esac
  shift
done
case "$verb:$pod" in
${cases.join('\n')}
esac
`;
}
