import type { KubernetesObject } from '../../manifests/object';
import { listAt, textAt } from '../../manifests/value';
import type { Difference } from '../comparison/difference';
import type { Effect, FieldRule, Versions } from './rules';

/** What an entry point no longer answers, and for which names it no longer has a certificate. */
export const hostRules: readonly FieldRule[] = [
  {
    types: ['Ingress.networking.k8s.io'],
    field: 'spec.rules',
    effect: (difference, versions) => unanswered(difference, versions, ruleHosts),
  },
  {
    types: ['HTTPRoute.gateway.networking.k8s.io', 'GRPCRoute.gateway.networking.k8s.io'],
    field: 'spec.hostnames',
    effect: (difference, versions) => unanswered(difference, versions, routeHosts),
  },
  { types: ['Ingress.networking.k8s.io'], field: 'spec.tls', effect: uncertified },
];

/** The names of an entry point; undefined stands for any. */
type HostsOf = (object: KubernetesObject) => readonly (string | undefined)[];

const ruleHosts: HostsOf = ({ root }) => listAt(root.value, 'spec', 'rules').map((rule) => textAt(rule, 'host') || undefined);

const routeHosts: HostsOf = ({ root }) => {
  const hosts = listAt(root.value, 'spec', 'hostnames').map(String);
  return hosts.length > 0 ? hosts : [undefined];
};

const certifiedHosts: HostsOf = ({ root }) =>
  listAt(root.value, 'spec', 'tls').flatMap((tls): readonly (string | undefined)[] => {
    const hosts = listAt(tls, 'hosts').map(String);
    return hosts.length > 0 ? hosts : [undefined];
  });

function unanswered({ path }: Difference, versions: Versions, hostsOf: HostsOf): Effect | undefined {
  if (path.length > 3 && path.at(-1) !== 'host') return undefined;
  const gone = goneFrom(versions, hostsOf);
  if (gone === undefined) return undefined;
  return { consequence: 'in place', because: `requests for ${gone} are no longer answered by it` };
}

function uncertified(_: Difference, versions: Versions): Effect | undefined {
  const gone = goneFrom(versions, certifiedHosts);
  if (gone === undefined) return undefined;
  return {
    consequence: 'in place',
    because: `it no longer has a certificate for ${gone}: requests with https fail or get another one, and those with http are not encrypted`,
  };
}

/** The names that only the old one has, in words; undefined if there are none. */
function goneFrom({ before, after }: Versions, hostsOf: HostsOf): string | undefined {
  const next = hostsOf(after);
  const gone = [...new Set(hostsOf(before))].filter((host) => !next.some((it) => covers(it, host)));
  return gone.length === 0 ? undefined : gone.map((host) => (host === undefined ? 'any other name' : `'${host}'`)).join(', ');
}

/** `*.shop.example` stands for one label more. */
function covers(pattern: string | undefined, host: string | undefined): boolean {
  if (pattern === undefined || pattern === host) return true;
  return pattern.startsWith('*.') && host !== undefined && host.slice(host.indexOf('.')) === pattern.slice(1);
}
