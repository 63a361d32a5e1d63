import type { KubernetesObject } from '../kubernetes-object';
import type { Place } from '../place';

/** Another program's address in an environment variable. */
export interface Address {
  readonly at: Place;
  readonly host: string;

  /** The port that is written, or that follows from the scheme; undefined where neither says. */
  readonly port?: number;

  /** Whether a URL, a port or a name in the cluster's domain shows that it is an address; else only the variable's name suggests it. */
  readonly certain: boolean;
}

const schemePorts: Readonly<Record<string, number>> = {
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
};

const url = /^(?:jdbc:)?([a-z][a-z0-9+.-]*):\/\/(?:[^/@\s]*@)?([^/?#\s]*)/i;
const hostPort = /^([a-z0-9]([a-z0-9.-]*[a-z0-9])?)(?::(\d{1,5}))?$/i;
const namesHost = /HOST|ADDR|SERVER|SERVICE|ENDPOINT|SEED|DISCOVERY|BROKER|UPSTREAM|BACKEND|URL|URI/;
const inCluster = /\.svc(\.cluster\.local)?\.?$/;

/** A list or a text longer than this is no list of addresses. */
const longest = 2000;

/** The addresses in the environment of an object's pods. */
export function addressesOf({ pod }: KubernetesObject): readonly Address[] {
  const variables = pod?.containers.flatMap((container) => container.parts('env')) ?? [];
  return variables.flatMap((variable) => {
    const at = variable.at('value');
    const text = at.text();
    if (text === undefined || text.length > longest) return [];
    const [, scheme = '', hosts = text] = url.exec(text) ?? [];
    const named = namesHost.test((variable.text('name') ?? '').toUpperCase());
    return hosts.split(',').flatMap((part) => addressAt(at, part.trim(), scheme.toLowerCase(), named));
  });
}

function addressAt(at: Place, text: string, scheme: string, named: boolean): readonly Address[] {
  const [, host = '', , written] = hostPort.exec(text) ?? [];
  const isName = /[a-z]/i.test(host) && host.toLowerCase() !== 'localhost';
  const certain = scheme !== '' || inCluster.test(host) || (written !== undefined && named);
  if (!isName || (!certain && !named && written === undefined)) return [];
  const port = written === undefined ? (Object.hasOwn(schemePorts, scheme) ? schemePorts[scheme] : undefined) : Number(written);
  return [{ at, host: host.toLowerCase().replace(/\.$/, ''), certain, ...(port !== undefined && { port }) }];
}
