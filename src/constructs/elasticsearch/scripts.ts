import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { kubeObject } from '../parts/kube-object';
import type { Plan } from './plan';

/** The scripts that run in the container, in this folder. */
const SCRIPTS = ['api.sh', 'files.sh', 'ready.sh', 'start.sh', 'stop.sh'];

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
 * A hash of the scripts' commands. As an annotation of the pod template it turns a changed script into a rolling update. Running pods keep their
 * copies of the scripts, since a new script that doesn't fit the environment of running pods would make all of them unready at once.
 */
export function scriptsChecksum(scripts = data()): string {
  // Without comments: a reworded comment must not restart a cluster.
  const commands = Object.entries(scripts).map(([name, text]) => [name, text.replace(/^\s*#.*\n/gm, '')]);
  return createHash('sha256').update(JSON.stringify(commands)).digest('hex').slice(0, 16);
}
