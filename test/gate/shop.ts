import { workload } from '../availability/requesting';
import { yaml } from '../cli/answer';

/** Deployments of one replica whose images have no fixed tag. */
export function moving(...names: readonly string[]): string {
  return yaml(...names.map((name) => workload({ name, replicas: 1 }))).replaceAll('main:1', 'main:dev');
}

/** The same in a namespace. */
export function movingIn(namespace: string, name: string): string {
  return moving(name).replaceAll('namespace: shop', `namespace: ${namespace}`);
}
