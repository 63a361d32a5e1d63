import { serviceHost } from '../../manifests/addresses/service-host';
import { addressesOf, type ToldAddress, writtenAt } from '../../manifests/addresses/told-addresses';
import { inWords } from '../../manifests/identity';
import type { KubernetesObject } from '../../manifests/object';
import { podMakers } from '../../manifests/pod';
import { behind, servicePorts, servicePortsInWords } from '../../manifests/service';
import { show } from '../../manifests/words';
import { isOurs, missing } from '../resolve';
import type { Complaint, Context, Rule } from '../rule';

export const addressNamesService: Rule = {
  id: 'address-names-service',
  severity: 'error',
  title: 'An address in a variable, an argument or a ConfigMap names an existing Service and port',
  why: 'The program fails to connect, which shows only at run time.',
  fix: 'Correct the name, the namespace or the port.',
  appliesTo: podMakers,
  *check(object, context) {
    const aliases = new Set(object.pod?.spec.parts('hostAliases').flatMap((alias) => alias.parts('hostnames').map(({ value }) => value)));
    const told = new Set<string>();
    for (const address of addressesOf(object, context.index)) {
      // A script may mention what nothing connects to.
      const mistake = address.isMention || aliases.has(address.host) ? undefined : wrong(address, object, context);
      if (!mistake) continue;
      const complaint: Complaint = address.offBy === undefined ? mistake : { ...mistake, severity: 'hint' };
      const found = address.key === undefined ? complaint : inKey(complaint, writtenAt(address));
      // Several containers may read one ConfigMap.
      if (address.key === undefined || !told.has(found.message)) yield found;
      told.add(found.message);
    }
  },
};

/** Of what a program reads from a ConfigMap: the complaint is at the reference, and the value to change is there. */
function inKey(complaint: Complaint, where: string): Complaint {
  return { ...complaint, message: `${where}: ${complaint.message}`, fix: `in that key, ${complaint.fix}` };
}

function wrong(address: ToldAddress, object: KubernetesObject, context: Context): Complaint | undefined {
  const { at, host, certain, mayBePublic } = address;
  const target = serviceHost(host, object.namespace, context.index);
  if (!target || !isOurs(target.namespace, context)) return undefined;
  const { namespace, name } = target;
  const service = context.index.find('Service', namespace, name);
  const port = service && isOwn(service, object, context) && address.isPortImplied ? undefined : address.port;
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

/** Members of a cluster often name each other without the port that all of them are told: `http://minio-0.minio/data`. */
function isOwn(service: KubernetesObject, object: KubernetesObject, { index }: Context): boolean {
  return behind(service, index).some((it) => it.root === object.root);
}

/** The name of a headless Service resolves to the pods themselves, whatever ports it lists. */
function hasPort(service: KubernetesObject, port: number, { index }: Context): boolean {
  if (service.root.text('spec', 'type') === 'ExternalName') return true;
  if (servicePorts(service).some((it) => it.number('port') === port)) return true;
  if (service.root.text('spec', 'clusterIP') !== 'None') return false;
  const workloads = behind(service, index);
  return workloads.length === 0 || workloads.some(({ pod }) => pod.ports.length === 0 || pod.ports.some((it) => it.number === port));
}

function wrongPort({ at, port }: ToldAddress, service: KubernetesObject): Complaint {
  return { at, message: `${inWords(service)} has no port ${port}`, fix: `use one of its ports: ${servicePortsInWords(service)}` };
}
