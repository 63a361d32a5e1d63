/** The address of another program in a text that a program is told. */
export interface Address {
  readonly host: string;

  /** The explicit port, or the default of the scheme; undefined if there is neither. */
  readonly port?: number;

  /** Whether the port is the default of the scheme. */
  readonly isPortImplied: boolean;

  /** The path of a URL, such as `/api`; undefined without one. */
  readonly path?: string;

  /** Whether a URL, a port or the cluster's domain proves that the value is an address. Otherwise only the name of the setting suggests it. */
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

const url = /^(?:jdbc:)?([a-z][a-z0-9+.-]*):\/\/(?:[^/@\s]*@)?([^/?#\s]*)([^?#\s]*)/i;
const hostPort = /^([a-z0-9]([a-z0-9.-]*[a-z0-9])?)(?::(\d{1,5}))?$/i;
const namesHost = /HOST|ADDR|SERVER|SERVICE|ENDPOINT|SEED|DISCOVERY|BROKER|UPSTREAM|BACKEND|URL|URI/;

/** What a setting is about though its name contains one of these words: `SERVICE_NAME`, `serviceAccount`, `server-cert`. */
const namesOther = /(?<!(?:HOST|DISCOVERY)[_.-]?)NAME$|ACCOUNT$|TYPE$|CLASS$|ID$|CERT$|KEY$|PATH$|NAMESPACE$|REGION$|MODE$|VERSION$|LEVEL$/;

/** In a setting of this name, `redis:8` is an image, not a host and port. */
const namesImage = /IMAGE|TAG/;
const inCluster = /\.svc(\.cluster\.local)?\.?$/;

/** A longer value is not a list of addresses. */
const longest = 2000;

/** The addresses in the value of a setting, such as an environment variable: a URL, a host, or a list of them. */
export function addressesIn(setting: string, text: string): readonly Address[] {
  if (text.length > longest) return [];
  const [, scheme = '', hosts = text, path] = url.exec(text) ?? [];
  const name = setting.toUpperCase();
  if (namesImage.test(name)) return [];
  const named = namesHost.test(name) && !namesOther.test(name);
  return hosts.split(',').flatMap((part) => addressOf(part.trim(), scheme.toLowerCase(), named, path || undefined));
}

const urls = /\b(?:jdbc:)?[a-z][a-z0-9+.-]{1,20}:\/\/[^\s"'`<>()[\]{}|\\;,]+/gi;
const clusterNames = /\b[a-z0-9][a-z0-9.-]{0,200}\.svc(?:\.cluster\.local)?(?::\d{1,5})?\b/gi;
const hostsWithPort = /(?<![\w./@:-])[a-z][a-z0-9.-]{0,200}:\d{2,5}(?![\w.:-])/gi;

/** The forms of an address in prose, each with what no text lacks that has one: that is found sooner than that there is no address. */
const forms = [
  { sign: /:\/\//, form: urls },
  { sign: /\.svc/i, form: clusterNames },
  { sign: /:\d/, form: hostsWithPort },
];

/** A longer text is not searched. */
const longestProse = 200_000;

/** The addresses anywhere in the value of a setting whose format isn't known, such as a script. */
export function addressesWithin(setting: string, text: string): readonly Address[] {
  if (namesImage.test(setting.toUpperCase())) return [];
  const searched = text.slice(0, longestProse);
  const found = forms.flatMap(({ sign, form }) => (sign.test(searched) ? (searched.match(form) ?? []) : []));
  return [...new Set(found)].flatMap((it) => addressesIn('', it));
}

function addressOf(text: string, scheme: string, named: boolean, path: string | undefined): readonly Address[] {
  const [, host = '', , written] = hostPort.exec(text) ?? [];
  const isName = /[a-z]/i.test(host) && host.toLowerCase() !== 'localhost';
  const spoken = Object.hasOwn(schemePorts, scheme);
  const certain = spoken || inCluster.test(host) || (written !== undefined && (named || scheme !== ''));
  if (!isName || (scheme !== '' && !certain) || (!certain && !named && written === undefined)) return [];
  const port = written === undefined ? (spoken ? schemePorts[scheme] : undefined) : Number(written);
  // A public HTTPS host may look like a name in the cluster: `https://acme.dev`.
  const mayBePublic = /^(https|wss)$/.test(scheme) && written === undefined && host.includes('.') && !inCluster.test(host);
  const base = { host: host.toLowerCase().replace(/\.$/, ''), certain, mayBePublic, isPortImplied: written === undefined };
  return [{ ...base, ...(port !== undefined && { port }), ...(path !== undefined && { path }) }];
}
