import { idOf } from '../../../manifests/identity';
import type { Draft } from '../../advice/drafts';
import type { Context } from '../../verdict/context';
import { type Controller, controllerOf } from '../../workload/entry-controllers';
import { objectOf } from './edit';

/** Whether a controller acts on an object. */
export function isIngressOf(controller: Controller, draft: Draft, { index }: Context): boolean {
  if (draft['kind'] !== 'Ingress') return false;
  const metadata = objectOf(draft['metadata']);
  const id = idOf({ kind: 'Ingress', namespace: String(metadata?.['namespace'] ?? 'default'), name: String(metadata?.['name']) });
  const found = index.ofType('Ingress.networking.k8s.io').find((it) => idOf(it) === id);
  return found !== undefined && controllerOf(found, index) === controller;
}
