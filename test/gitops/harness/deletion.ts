import type { Cluster } from '../../cluster/harness/cluster';
import { agreed } from '../../cluster/harness/server';
import { until } from '../../cluster/harness/until';
import { NAMESPACE } from './installation';
import { when } from './wait';
import { Watched } from './watched';

const PATH = `/apis/argoproj.io/v1alpha1/namespaces/${NAMESPACE}/applicationsets`;
/** In seconds. */
const PATIENCE = 20 * 60;

/** Deletes all ApplicationSets, and waits until they are gone. @param propagationPolicy `Orphan` leaves their Applications */
export async function deleteApplicationSet(hub: Cluster, propagationPolicy: 'Background' | 'Orphan'): Promise<void> {
  const sets = await Watched.start(hub, PATH);
  try {
    const names = (): string[] => sets.all().map(({ metadata }) => metadata?.name as string);
    for (const name of names()) {
      agreed(
        await hub.server.call('DELETE', `${PATH}/${name}`, JSON.stringify({ propagationPolicy })),
        `deletion of ApplicationSet ${name}`,
      );
    }
    await when(
      [hub],
      sets,
      'the ApplicationSets to be gone',
      () => names().length === 0,
      () => `  there are ${names().join(', ')}`,
    );
  } finally {
    await sets.close();
  }
}

/** Deletes a namespace with everything in it, and waits until it is gone. */
export async function removeNamespace({ server, state }: Cluster, name: string): Promise<void> {
  agreed(await server.delete({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }), `deletion of namespace ${name}`);
  await until(state, `namespace ${name} to be gone`, () => !state.get('namespaces', name), undefined, PATIENCE);
}
