import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import type { Identity } from '../parts/labels';
import { namespaceOf } from '../parts/namespace';
import { refuse } from '../parts/refuse';
import type { ServicePort } from '../parts/service-port';

/** A Service that finds the container's ports by their names. */
export function service(scope: Construct, identity: Identity, ports: Readonly<Record<string, number>>): k8s.KubeService {
  return new k8s.KubeService(scope, 'service', {
    metadata: { name: identity.name, namespace: namespaceOf(scope), labels: identity.labels },
    spec: {
      selector: identity.selector,
      ports: Object.entries(ports).map(([name, port]) => ({ name, port, targetPort: k8s.IntOrString.fromString(name) })),
    },
  });
}

/** Refuses a number that is no port, and two ports of one number. */
export function requirePorts(construct: Construct, ports: Readonly<Record<string, number>>): void {
  const names = new Map<number, string>();
  for (const [name, number] of Object.entries(ports)) {
    if (!Number.isInteger(number) || number < 1 || number > 65535) {
      refuse(construct, `port '${name}' must be a whole number from 1 to 65535, got ${number}`);
    }
    const same = names.get(number);
    if (same !== undefined) refuse(construct, `ports '${same}' and '${name}' are both ${number}; give each its own`);
    names.set(number, name);
  }
}

/** The Service's ports as those see them who connect. */
export function servicePorts<Port extends string>(
  { name: service, selector }: Identity,
  ports: Readonly<Record<Port, number>>,
): Record<Port, ServicePort> {
  const entries = Object.entries<number>(ports).map(([name, number]) => [
    name,
    { service, name, number, selector, workload: `Deployment/${service}` } satisfies ServicePort,
  ]);
  return Object.fromEntries(entries);
}
