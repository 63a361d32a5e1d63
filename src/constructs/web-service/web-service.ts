import { Construct } from 'constructs';
import { runsOn } from '../../promise/runs-on';
import { identityOf } from '../parts/labels';
import { connect } from '../parts/network-policy';
import { isRefused } from '../parts/refuse';
import { replicaCount, requirePlaces } from '../parts/replication';
import { requireFit } from '../parts/resources';
import type { ServicePort } from '../parts/service-port';
import { autoscaler } from './autoscaler';
import { disruptionBudget } from './budget';
import { requireSound } from './checks';
import { configMap } from './config';
import { deployment } from './deployment';
import { exposedPorts } from './ports';
import type { WebServiceProps } from './props';
import { service } from './service';
import { serviceAccount } from './service-account';

export type { WebServiceOptions, WebServiceProps } from './props';

/**
 * A stateless HTTP service that survives the loss of what it stands on: a Deployment spread over zones and hosts, a Service, a budget for
 * drains, and an autoscaler where there is a maximum. A rollout adds a pod before it takes one away.
 *
 * @throws on an image without a version, what no node can hold, too few replicas, and times or places that don't fit each other
 */
export class WebService<Port extends string = string> extends Construct {
  /** Its ports, for whoever connects or routes to them. */
  readonly ports: Readonly<Record<Port, ServicePort>>;

  constructor(scope: Construct, id: string, props: WebServiceProps<Port>) {
    super(scope, id);
    const count = replicaCount(this, props);
    requireSound(this, props);
    if (requireFit(this, props.platform, props.resources)) requirePlaces(this, props.platform, props.resources, count);

    const identity = identityOf(props.name);
    this.ports = exposedPorts(identity, props.ports);
    if (isRefused(this)) return;
    runsOn(this, props.platform);

    serviceAccount(this, identity);
    const configMapName = configMap(this, identity, props.config);
    deployment(this, identity, props, count, configMapName);
    if (Object.keys(props.ports).length > 0) service(this, identity, props.ports);
    if (count.replicas > count.needed) disruptionBudget(this, identity, count);
    if (count.maxReplicas) autoscaler(this, identity, count, count.maxReplicas);
    connect(this, identity, props.dependsOn ?? []);
  }
}
