import type { KubernetesObject } from '../../manifests/object';
import type { Place } from '../../manifests/place';

/** Another program's address in an environment variable. */
export interface Address {
  readonly at: Place;
  readonly host: string;

  /** The port that is written, or that follows from the scheme; undefined where neither says. */
  readonly port?: number;

  /** Whether a URL, a port or a name in the cluster's domain shows that it is an address; else only the variable's name suggests it. */
  readonly certain: boolean;

  /** Whether it may as well be a name of the world outside. */
  readonly mayBePublic: boolean;
}

/** The schemes of what is spoken between pods, each with its port; `s3://pictures` names a bucket, and no host. */
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

/** `redis:8` is an image here, and no port. */
const namesImage = /IMAGE|TAG/;
const inCluster = /\.svc(\.cluster\.local)?\.?$/;

/** A list or a text longer than this is not a list of addresses. */
const longest = 2000;

/** The addresses in the environment of an object's pods. */
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
  // What the world reaches by HTTPS may have a name that looks like one of the cluster: `https://acme.dev`.
  const mayBePublic = /^(https|wss)$/.test(scheme) && written === undefined && host.includes('.') && !inCluster.test(host);
  return [{ at, host: host.toLowerCase().replace(/\.$/, ''), certain, mayBePublic, ...(port !== undefined && { port }) }];
}
