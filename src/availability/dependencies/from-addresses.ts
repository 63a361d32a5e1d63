import { serviceHost } from '../../manifests/addresses/service-host';
import { addressesOf, type ToldAddress, writtenAt } from '../../manifests/addresses/told-addresses';
import { idOf } from '../../manifests/identity';
import type { KubernetesObject } from '../../manifests/object';
import type { ObjectIndex, WorkloadResource } from '../../manifests/object-index';
import { behind, selectorOf } from '../../manifests/service';
import type { InferredDependency } from './inferred-dependency';
import { doubtAbout } from './one-pod';
import { type RoutedService, routedTo } from './routed-services';
import { forTelemetry } from './telemetry';

/** The workloads behind the addresses that the programs of a workload are told. */
export function fromAddresses(workload: WorkloadResource, index: ObjectIndex): readonly InferredDependency[] {
  const aliases = aliasesOf(workload);
  const addresses = addressesOf(workload, index).flatMap((address) => {
    const host = aliases.has(address.host) ? aliases.get(address.host) : address.host;
    return host === undefined ? [] : [{ ...address, host }];
  });
  return addresses.flatMap((address) =>
    servicesAt(address, workload, index).flatMap((it) => dependenciesOn(it, address, addresses, workload, index)),
  );
}

/** The addresses behind the names that its pods have in their hosts file. */
function aliasesOf({ pod }: WorkloadResource): ReadonlyMap<string, string | undefined> {
  const aliases = pod.spec.parts('hostAliases');
  return new Map(aliases.flatMap((it) => it.items('hostnames').map((name) => [name.text() ?? '', it.text('ip')] as const)));
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

/** Names that a program compares, and doesn't connect to: what needs no proxy, whom it answers to, what its cookies are for. */
const compared = /no_?proxy|(?:allowed|trusted|virtual|cookie|expected)_?(?:hosts?|origins?|domain)|cors|issuer/i;

/** What a program may be called itself, or listens on: `HOST`, `DD_SERVICE`, `--advertise-address`. */
const ofItself = /^(?:(?:dd_|otel_)?service|(?:server_?)?host(?:_?name)?)$|bind|listen|advertise/i;

function dependenciesOn(
  { service, isOneOfSeveral, through }: RoutedService,
  address: ToldAddress,
  addresses: readonly ToldAddress[],
  from: WorkloadResource,
  index: ObjectIndex,
): readonly InferredDependency[] {
  const selected = behind(service, index);
  // Of pods that end by themselves nobody expects an answer.
  const serving = selected.filter(({ type }) => type !== 'Job.batch' && type !== 'CronJob.batch');
  if (serving.some((to) => idOf(to) === idOf(from)) || compared.test(address.name)) return [];
  // A program is told its own public address, or that of a page, for links, and for whom it lets in.
  if (through !== undefined && forLinks.test(address.name)) return [];
  const { offBy } = address;
  const off = offBy === undefined ? '' : `, and ${offBy} turns it off`;
  const words = `${writtenAt(address)} names ${through ?? `Service '${service.name}'`}${off}`;
  const mayServe = selected.length > 0 ? serving : labelledLater(service, index);
  const isSure =
    serving.length === 1 &&
    !isOneOfSeveral &&
    through === undefined &&
    offBy === undefined &&
    address.isForStart !== true &&
    // A script, or a text of another form, may mention what nothing connects to.
    (!address.isMention || address.isProbed === true) &&
    !ofItself.test(address.name) &&
    asksClusterDns(from);
  return mayServe.flatMap((to) => {
    const watches = forTelemetry(address, from, to);
    if (watches === 'surely' || idOf(to) === idOf(from)) return [];
    const { kind, namespace, name } = to;
    const doubt = doubtAbout({ to, service, addresses, from, index, words, isSelected: serving.length > 0 });
    return [{ kind, namespace, name, soft: false, from: words, isPossible: !isSure || watches === 'perhaps', doubt }];
  });
}

/** Workloads whose pods a Service selects once somebody gives them further labels, as operators do to the primary of a database. */
function labelledLater(service: KubernetesObject, index: ObjectIndex): readonly WorkloadResource[] {
  const selector = [...selectorOf(service)];
  const isClose = ({ pod: { labels } }: WorkloadResource) =>
    selector.some(([key, value]) => labels.get(key) === value) && selector.every(([key, value]) => (labels.get(key) ?? value) === value);
  return index.pods.in(service.namespace).filter(isClose);
}

/** The DNS server of a node knows no Services. */
function asksClusterDns({ pod: { spec } }: WorkloadResource): boolean {
  const policy = spec.text('dnsPolicy') ?? 'ClusterFirst';
  return policy === 'ClusterFirstWithHostNet' || (policy === 'ClusterFirst' && spec.at('hostNetwork').value !== true);
}
