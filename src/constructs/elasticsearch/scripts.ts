import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { kubeObject } from '../parts/kube-object';
import type { Plan } from './plan';

/** The scripts that run in the container, each a file beside this one. */
const SCRIPTS = ['ready.sh', 'start.sh'];

const data = () => Object.fromEntries(SCRIPTS.map((name) => [name, readFileSync(join(__dirname, name), 'utf8')]));

export function scriptsName({ identity }: Plan): string {
  return `${identity.name}-scripts`;
}

export function scriptsConfigMap(scope: Construct, plan: Plan): k8s.KubeConfigMap {
  const { identity, namespace } = plan;
  return kubeObject(k8s.KubeConfigMap, scope, 'scripts', {
    metadata: { name: scriptsName(plan), namespace, labels: identity.labels },
    data: data(),
  });
}

/**
 * Changes when a script does what it didn't do before. On the pod template it makes a new script a rollout, one pod after the other; running pods keep
 * theirs (an init container copies them), since a script that doesn't fit a pod's environment would make all pods unready at once.
 */
export function scriptsChecksum(scripts = data()): string {
  // Lines of comments alone: another word in one is no reason to restart a cluster.
  const commands = Object.entries(scripts).map(([name, text]) => [name, text.replace(/^\s*#.*\n/gm, '')]);
  return createHash('sha256').update(JSON.stringify(commands)).digest('hex').slice(0, 16);
}
