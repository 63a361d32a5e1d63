import { serviceHost } from '../../manifests/addresses/service-host';
import { addressesOf, type ToldAddress, writtenAt } from '../../manifests/addresses/told-addresses';
import { idOf } from '../../manifests/identity';
import type { KubernetesObject } from '../../manifests/object';
import type { ObjectIndex, WorkloadResource } from '../../manifests/object-index';
import { behind } from '../../manifests/service';
import type { InferredDependency } from './inferred-dependency';
import { type RoutedService, routedTo } from './routed-services';
import { isForTelemetry } from './telemetry';

/** The workloads behind the addresses that the programs of a workload are told. */
export function fromAddresses(workload: WorkloadResource, index: ObjectIndex): readonly InferredDependency[] {
  const aliases = new Set(workload.pod.spec.parts('hostAliases').flatMap((it) => it.parts('hostnames').map(({ value }) => value)));
  return addressesOf(workload, index)
    .filter(({ host }) => !aliases.has(host))
    .flatMap((address) => servicesAt(address, workload, index).flatMap((it) => dependenciesOn(it, address, workload, index)));
}

function servicesAt(address: ToldAddress, { namespace }: WorkloadResource, index: ObjectIndex): readonly RoutedService[] {
  const target = serviceHost(address.host, namespace, index);
  const service = target && index.find('Service', target.namespace, target.name);
  return service && hasPort(service, address) ? routedTo(service, index) : routedTo(address, index);
}

/** In a text of unknown form a word and a number may be anything: only a port that the Service has makes them an address. */
function hasPort(service: KubernetesObject, { isMention, port, isPortImplied }: ToldAddress): boolean {
  if (!isMention || isPortImplied || port === undefined) return true;
  return service.root.parts('spec', 'ports').some((it) => it.number('port') === port || it.number('targetPort') === port);
}

const forLinks = /origin|cors|redirect|callback|return|logout|public|external|root|base|frontend|site|link|host|domain|issuer/i;

function dependenciesOn(
  { service, isOneOfSeveral, through }: RoutedService,
  address: ToldAddress,
  from: WorkloadResource,
  index: ObjectIndex,
): readonly InferredDependency[] {
  // Of pods that end by themselves nobody expects an answer.
  const serving = behind(service, index).filter(({ type }) => type !== 'Job.batch' && type !== 'CronJob.batch');
  if (serving.some((to) => idOf(to) === idOf(from))) return [];
  // A program is told its own public address, or that of a page, for links, and for whom it lets in.
  if (through !== undefined && forLinks.test(address.name)) return [];
  const { offBy } = address;
  const off = offBy === undefined ? '' : `, and ${offBy} turns it off`;
  const words = `${writtenAt(address)} names ${through ?? `Service '${service.name}'`}${off}`;
  return serving
    .filter((to) => !isForTelemetry(address, from, to))
    .map(({ kind, namespace, name }) => ({
      kind,
      namespace,
      name,
      soft: false,
      from: words,
      isPossible: isOneOfSeveral || serving.length > 1 || through !== undefined || offBy !== undefined,
    }));
}
