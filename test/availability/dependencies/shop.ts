import { inferredDependencies } from '../../../src/availability/dependencies/inferred';
import { idOf } from '../../../src/manifests/identity';
import { indexed } from '../../indexed';
import { workload } from '../manifests';

/** The workload `web`, whose only container has some fields beside its name and image. */
export function web(container: Record<string, unknown>, pod: Record<string, unknown> = {}, annotations: Record<string, string> = {}) {
  return workload({ annotations, pod: { containers: [{ name: 'main', image: 'registry.example/main:1', ...container }], ...pod } });
}

/** A workload that listens on a port, and its Service. */
export function serving(name: string, port: number, options: { readonly image?: string; readonly replicas?: number } = {}) {
  const { image = `registry.example/${name}:1`, replicas = 1 } = options;
  return [
    workload({ name, replicas, pod: { containers: [{ name, image, ports: [{ containerPort: port }] }] } }),
    { apiVersion: 'v1', kind: 'Service', metadata: { name, namespace: 'shop' }, spec: { selector: { app: name }, ports: [{ port }] } },
  ];
}

export function configMap(data: Record<string, string>, name = 'web') {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'shop' }, data };
}

/** What the Deployment `web` is inferred to need: `Deployment/shop/db: DB_HOST names Service 'db'`, with a question mark where that is only possible. */
export function inferred(...values: readonly unknown[]): readonly string[] {
  const found = inferredDependencies(indexed(values.flat())).get('Deployment/shop/web') ?? [];
  return found.map((it) => `${idOf(it)}${it.isPossible ? '?' : ''}: ${it.from}`);
}
