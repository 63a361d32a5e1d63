import type { IConstruct } from 'constructs';
import { isObjectName } from '../../manifests/names';
import { requireObjectName } from '../parts/object-name';
import { refuse } from '../parts/refuse';
import { shown } from '../parts/shown';
import { IN_CLUSTER_SERVER } from './environment';
import type { FluxProps } from './flux-props';

/** Refuses addresses of repositories and clusters that Argo CD reads and Flux doesn't. */
export function requireFlux(construct: IConstruct, { repository, credentials, environments }: FluxProps): void {
  requireReachable(construct, 'repository', repository);
  if (credentials !== undefined) requireObjectName(construct, 'credentials', credentials, 'Secret');
  for (const [index, { cluster = {}, repository: own = '' }] of environments.entries()) {
    requireReachable(construct, `environments[${index}].repository`, own);
    const setting = `environments[${index}].cluster`;
    const fix = "write its name, such as { name: 'production' }: Flux reads the kubeconfig from the Secret production-kubeconfig";
    if (cluster.server !== undefined && cluster.server !== IN_CLUSTER_SERVER) {
      refuse(construct, { setting, message: `must have a name for Flux, got the server ${shown(cluster.server)}`, fix });
    } else if (cluster.name !== undefined && !isObjectName(`${cluster.name}-kubeconfig`)) {
      refuse(construct, {
        setting: `${setting}.name`,
        message: `must be the name of a Secret without -kubeconfig, got ${shown(cluster.name)}`,
        fix,
      });
    }
  }
}

function requireReachable(construct: IConstruct, setting: string, repository: string): void {
  if (!/^file:/.test(repository)) return;
  const message = `must be an address of HTTP or SSH for Flux, got ${shown(repository)}`;
  refuse(construct, { setting, message, fix: 'write an address such as https://git.example/shop.git' });
}
