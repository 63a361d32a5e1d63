import { execFile } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { binaries } from './binaries';
import type { Cluster } from './cluster';

const ROOT = join(__dirname, '../../..');

/** What commands of a page did. */
export interface Ran {
  readonly output: string;

  /** The calls of kubectl that failed, each with its message. */
  readonly failed: readonly string[];
}

/**
 * Runs commands of a page as a person would, in the root of the repository with a kubectl for the cluster. Pods run nothing here: of `exec` and `logs` only the pod
 * or its Job, and the container are looked up.
 */
export class Runbook {
  private readonly folder: string;
  private readonly environment: NodeJS.ProcessEnv;

  private constructor(folder: string, environment: NodeJS.ProcessEnv) {
    this.folder = folder;
    this.environment = environment;
  }

  static async on(cluster: Cluster): Promise<Runbook> {
    const { kubectl } = await binaries(() => {}, cluster.kubernetes);
    const folder = join(cluster.folder, 'runbook');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'kubectl'), STAND_IN);
    chmodSync(join(folder, 'kubectl'), 0o755);
    return new Runbook(folder, {
      ...process.env,
      PATH: `${folder}:${process.env['PATH']}`,
      KUBECONFIG: cluster.kubeconfig,
      KUBECTL: kubectl,
      FOLDER: folder,
    });
  }

  /** Runs a script in bash, and notes each call of kubectl that fails. */
  run(script: string): Promise<Ran> {
    const failures = join(this.folder, 'failed');
    rmSync(failures, { force: true });
    return new Promise((done, fail) => {
      execFile(
        'bash',
        ['-c', script],
        { cwd: ROOT, env: this.environment, encoding: 'utf8', timeout: 300_000 },
        (error, stdout, stderr) => {
          if (error?.killed) fail(new Error(`these commands don't end: ${script}\n${stdout}${stderr}`));
          const failed = existsSync(failures) ? readFileSync(failures, 'utf8').split('\n').filter(Boolean) : [];
          done({ output: `${stdout}${stderr}`, failed });
        },
      );
    });
  }
}

/** In place of kubectl: the real one, whose failures are noted, but for what needs a kubelet. */
const STAND_IN = `#!/usr/bin/env bash
note() { echo "kubectl $1: $(tr '\\n' ' ' <"$FOLDER/stderr")" >>"$FOLDER/failed"; }
all=("$@") namespace=default verb= pod= container=
while [ $# -gt 0 ]; do
  case "$1" in
    --namespace) namespace=$2; shift ;;
    --container) container=$2; shift ;;
    --) break ;;
    -*) ;;
    *) if [ -z "$verb" ]; then verb=$1; elif [ -z "$pod" ]; then pod=$1; fi ;;
  esac
  shift
done
case "$verb" in
  exec | logs)
    [[ "$pod" == */* ]] || pod="pod/$pod"
    names=$("$KUBECTL" --namespace "$namespace" get "$pod" --output jsonpath='{.spec..containers[*].name}' 2>"$FOLDER/stderr") || { note "\${all[*]}"; exit 1; }
    [[ -z "$container" || " $names " == *" $container "* ]] || { echo "no container $container" >"$FOLDER/stderr"; note "\${all[*]}"; exit 1; }
    exit 0 ;;
esac
"$KUBECTL" "\${all[@]}" 2> >(tee "$FOLDER/stderr" >&2) || { code=$?; note "\${all[*]}"; exit "$code"; }
`;
