import type { KubernetesObject } from '../../manifests/object';
import type { Place } from '../../manifests/place';

/** The address of another program in an environment variable. */
export interface Address {
  readonly at: Place;
  readonly host: string;

  /** The explicit port, or the default of the scheme; undefined if there is neither. */
  readonly port?: number;

  /** Whether a URL, a port or the cluster's domain proves that the value is an address. Otherwise only the name of the variable suggests it. */
  readonly certain: boolean;

  /** Whether the host may also be a public name. */
  readonly mayBePublic: boolean;
}

/** The schemes of protocols between pods, each with its default port. `s3://pictures` is a bucket, not a host. */
const schemePorts: Readonly<Record<string, number | undefined>> = {
  http: 80,
  ws: 80,
  https: 443,
  wss: 443,
  redis: 6379,
  rediss: 6379,
  postgres: 5432,
  postgresql: 5432,
  mysql: 3306,
  mongodb: 27017,
  amqp: 5672,
  amqps: 5671,
  nats: 4222,
  mariadb: 3306,
  smtp: undefined,
  ldap: 389,
  ldaps: 636,
  grpc: undefined,
  kafka: undefined,
  tcp: undefined,
  udp: undefined,
};

const url = /^(?:jdbc:)?([a-z][a-z0-9+.-]*):\/\/(?:[^/@\s]*@)?([^/?#\s]*)/i;
const hostPort = /^([a-z0-9]([a-z0-9.-]*[a-z0-9])?)(?::(\d{1,5}))?$/i;
const namesHost = /HOST|ADDR|SERVER|SERVICE|ENDPOINT|SEED|DISCOVERY|BROKER|UPSTREAM|BACKEND|URL|URI/;

/** In a variable of this name, `redis:8` is an image, not a host and port. */
const namesImage = /IMAGE|TAG/;
const inCluster = /\.svc(\.cluster\.local)?\.?$/;

/** A longer value is not a list of addresses. */
const longest = 2000;

/** The addresses in the environment variables of an object's pods. */
export function addressesOf({ pod }: KubernetesObject): readonly Address[] {
  const variables = pod?.containers.flatMap((container) => container.parts('env')) ?? [];
  return variables.flatMap((variable) => {
    const at = variable.at('value');
    const text = at.text();
    if (text === undefined || text.length > longest) return [];
    const [, scheme = '', hosts = text] = url.exec(text) ?? [];
    const name = (variable.text('name') ?? '').toUpperCase();
    if (namesImage.test(name)) return [];
    const named = namesHost.test(name);
    return hosts.split(',').flatMap((part) => addressAt(at, part.trim(), scheme.toLowerCase(), named));
  });
}

function addressAt(at: Place, text: string, scheme: string, named: boolean): readonly Address[] {
  const [, host = '', , written] = hostPort.exec(text) ?? [];
  const isName = /[a-z]/i.test(host) && host.toLowerCase() !== 'localhost';
  const spoken = Object.hasOwn(schemePorts, scheme);
  const certain = spoken || inCluster.test(host) || (written !== undefined && (named || scheme !== ''));
  if (!isName || (scheme !== '' && !certain) || (!certain && !named && written === undefined)) return [];
  const port = written === undefined ? (spoken ? schemePorts[scheme] : undefined) : Number(written);
  // A public HTTPS host may look like a name in the cluster: `https://acme.dev`.
  const mayBePublic = /^(https|wss)$/.test(scheme) && written === undefined && host.includes('.') && !inCluster.test(host);
  return [{ at, host: host.toLowerCase().replace(/\.$/, ''), certain, mayBePublic, ...(port !== undefined && { port }) }];
}
