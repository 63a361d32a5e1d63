import { show } from '../../schema/words';
import { inWords, type KubernetesObject } from '../kubernetes-object';
import { podMakers } from '../pod';
import { type Address, addressesOf } from '../pods/addresses';
import { isKnown, isOurs, missing } from '../resolve';
import type { Complaint, Context, Rule } from '../rule';
import { serviceHost } from './host';
import { behind, servicePorts, servicePortsInWords } from './target';

export const addressNamesService: Rule = {
  id: 'address-names-service',
  title: 'An address in an environment variable names a Service that is there, and a port that it has',
  why: 'The program finds nobody at the other end, which shows only when it runs.',
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
  const { at, host, port, certain } = address;
  const target = serviceHost(host, object.namespace, context);
  if (!target || !isOurs(target.namespace, context)) return undefined;
  const reference = { at, type: 'Service', namespace: target.namespace, name: target.name };
  const service = context.index.find('Service', target.namespace, target.name);
  if (service) return port === undefined || hasPort(service, port, context) ? undefined : wrongPort(address, service);
  if (isKnown(reference, context)) return undefined;
  if (certain || target.certain) return { ...missing(reference, context), at } as Complaint;
  const meant = context.index.spelling('Service', target.namespace)?.slip(target.name);
  return meant === undefined
    ? undefined
    : { at, message: `there is no Service ${show(target.name)}, but one that is called '${meant}'`, fix: `write '${meant}'` };
}

/** A headless Service's name leads to the pods themselves, whatever ports it lists. */
function hasPort(service: KubernetesObject, port: number, { index }: Context): boolean {
  if (service.root.text('spec', 'type') === 'ExternalName') return true;
  if (servicePorts(service).some((it) => it.number('port') === port)) return true;
  if (service.root.text('spec', 'clusterIP') !== 'None') return false;
  const workloads = behind(service, index);
  return workloads.length === 0 || workloads.some(({ pod }) => pod.ports.length === 0 || pod.ports.some((it) => it.number === port));
}

function wrongPort({ at, port }: Address, service: KubernetesObject): Complaint {
  return { at, message: `${inWords(service)} has no port ${port}`, fix: `use a port that it has: ${servicePortsInWords(service)}` };
}
