import { inWords } from '../../manifests/identity';
import type { KubernetesObject } from '../../manifests/object';
import { podMakers } from '../../manifests/pod';
import { behind, servicePorts, servicePortsInWords } from '../../manifests/service';
import { show } from '../../manifests/words';
import { type Address, addressesOf } from '../pods/addresses';
import { isOurs, missing } from '../resolve';
import type { Complaint, Context, Rule } from '../rule';
import { serviceHost } from './host';

export const addressNamesService: Rule = {
  id: 'address-names-service',
  severity: 'error',
  title: 'An address in an environment variable names an existing Service and port',
  why: 'The program fails to connect, which shows only at run time.',
  fix: 'Correct the name, the namespace or the port.',
  appliesTo: podMakers,
  *check(object, context) {
    const aliases = new Set(object.pod?.spec.parts('hostAliases').flatMap((alias) => alias.parts('hostnames').map(({ value }) => value)));
    for (const address of addressesOf(object)) {
      const complaint = aliases.has(address.host) ? undefined : wrong(address, object, context);
      if (complaint) yield complaint;
    }
  },
};

function wrong(address: Address, object: KubernetesObject, context: Context): Complaint | undefined {
  const { at, host, port, certain, mayBePublic } = address;
  const target = serviceHost(host, object.namespace, context);
  if (!target || !isOurs(target.namespace, context)) return undefined;
  const { namespace, name } = target;
  const service = context.index.find('Service', namespace, name);
  if (service) return port === undefined || hasPort(service, port, context) ? undefined : wrongPort(address, service);
  const absent = missing({ at, type: 'Service', namespace, name }, context);
  if (!absent) return undefined;
  const [elsewhere] = context.index.namespacesOf('Service', name);
  if ((certain || target.certain) && !mayBePublic)
    return elsewhere === undefined ? absent : { ...absent, fix: `write '${name}.${elsewhere}' instead of '${host}'` };
  const meant = context.index.spelling('Service', namespace)?.typo(name);
  return meant === undefined
    ? undefined
    : { at, message: `Service ${show(name)} not found, but '${meant}' exists`, fix: `write '${meant}'` };
}

/** The name of a headless Service resolves to the pods themselves, whatever ports it lists. */
function hasPort(service: KubernetesObject, port: number, { index }: Context): boolean {
  if (service.root.text('spec', 'type') === 'ExternalName') return true;
  if (servicePorts(service).some((it) => it.number('port') === port)) return true;
  if (service.root.text('spec', 'clusterIP') !== 'None') return false;
  const workloads = behind(service, index);
  return workloads.length === 0 || workloads.some(({ pod }) => pod.ports.length === 0 || pod.ports.some((it) => it.number === port));
}

function wrongPort({ at, port }: Address, service: KubernetesObject): Complaint {
  return { at, message: `${inWords(service)} has no port ${port}`, fix: `use one of its ports: ${servicePortsInWords(service)}` };
}
