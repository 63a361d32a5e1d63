/** The address of another program in a text that a program is told. */
export interface Address {
  /** A name, or an IPv4 address. */
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

/** The schemes of protocols between pods, each with its default port. Of `postgresql+asyncpg` and `jdbc:mysql:loadbalance` the protocol comes first. */
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

/** These don't lead to a host: `s3://pictures` is a bucket. */
const schemesOfOthers =
  /^(?:s3a?|gs|gcs|az|abfss?|wasbs?|file|unix|docker|oci|git|data|arn|urn|secret|vault|aws\w*|gcp\w*|k8s|spiffe|jar|classpath|resource)$/;

const url = /^(?:jdbc:)?([a-z][a-z0-9.-]*)(?:[+:][a-z0-9+.:-]*)?:\/\/(?:[^/@\s]*@)?([^/?#\s]*)([^?#\s]*)/i;
const hostPort = /^([a-z0-9]([a-z0-9.-]*[a-z0-9])?)(?::(\d{1,5})(?:\/[\w./-]*)?)?$/i;
const ip = /^\d{1,3}(?:\.\d{1,3}){3}$/;
const namesHost = /^H$|HOST|ADDR|SERVER|SERVICE|ENDPOINT|SEED|DISCOVERY|BROKER|UPSTREAM|BACKEND|URL|URI/;

/** What a setting is about though its name contains one of these words: `SERVICE_NAME`, `serviceAccount`, `server-cert`. */
const namesOther = /(?<!(?:HOST|DISCOVERY)[_.-]?)NAME$|ACCOUNT$|TYPE$|CLASS$|ID$|CERT$|KEY$|PATH$|NAMESPACE$|REGION$|MODE$|VERSION$|LEVEL$/;

/** In a setting of this name, `redis:8` is an image, not a host and port. */
const namesImage = /(?:IMAGE|TAG)S?$|IMAGE.?(?:NAME|REPO)/;
const inCluster = /\.svc(\.cluster\.local)?\.?$/;

/** A longer value is not a list of addresses. */
const longest = 2000;

/** `host=db port=5432` of libpq, `Server=tcp:db,1433` of ADO.NET, `mysql:host=db` of PDO, `(HOST=db)(PORT=1521)` of Oracle. */
const pairs =
  /(?:^|[\s;(:])(?:host|hostaddr|server|data source|address|addr)\s*=\s*(?:tcp:)?([a-z0-9][a-z0-9.-]*)(?:\s*[,:]\s*(\d{1,5})(?!\w))?/gi;
const portOfPairs = /(?:^|[\s;(:])port\s*=\s*(\d{1,5})/i;

/** `user@tcp(db:3306)/shop` of Go's MySQL driver. */
const inProtocol = /(?:^|@)tcp[46]?\(([^()\s]+)\)/i;

/** `dns:///db:50051` of gRPC. */
const target = /^(?:dns|passthrough|xds|kubernetes):\/\/\/([^/\s]+)$/i;

/** `jdbc:oracle:thin:@db:1521:shop`, and `@//db:1521/shop`. */
const ofOracle = /^jdbc:oracle:\w+:[^@\s]*@(?:\/\/)?([a-z0-9.-]+(?::\d{1,5})?)(?=[:/]|$)/i;

/** The addresses in the value of a setting, such as an environment variable: a URL, a host, a list of them, or what a driver reads its host from. */
export function addressesIn(setting: string, text: string): readonly Address[] {
  if (text.length > longest) return [];
  const name = setting.toUpperCase();
  const one = (inProtocol.exec(text) ?? target.exec(text) ?? ofOracle.exec(text))?.[1];
  if (one !== undefined) return addressOf(one, '', true, undefined);
  const [, scheme = '', hosts = text, path] = url.exec(text) ?? [];
  if (scheme === '' && namesImage.test(name)) return [];
  const port = portOfPairs.exec(text)?.[1];
  const stated = scheme === '' ? [...text.matchAll(pairs)] : [];
  if (stated.length > 0)
    return stated.flatMap(([, host, own = port]) => addressOf(own === undefined ? `${host}` : `${host}:${own}`, '', true, undefined));
  const named = namesHost.test(name) && !namesOther.test(name);
  return hosts.split(',').flatMap((part) => addressOf(part.trim(), scheme.toLowerCase(), named, path || undefined));
}

const urls = /\b(?:jdbc:)?[a-z][a-z0-9+.-]{1,20}:\/\/[^\s"'`<>()[\]{}|\\;,]+/gi;
const clusterNames = /\b[a-z0-9][a-z0-9.-]{0,200}\.svc(?:\.cluster\.local)?(?::\d{1,5})?\b/gi;
const hostsWithPort = /(?<![\w./@:-])[a-z][a-z0-9.-]{0,200}:\d{2,5}(?![\w.:-])/gi;

/** The forms of an address in prose, each with what every text that has one contains: to find that it lacks this takes less time. */
const names = [
  { sign: /:\/\//, form: urls },
  { sign: /\.svc/i, form: clusterNames },
];
const forms = [...names, { sign: /:\d/, form: hostsWithPort }];

/** What clients of databases are told in a script: `pg_isready -h db`, and `nc -z db 5432`. */
const hostOptions = /(?<=\s(?:-h|--host)[\s=]+)[a-z][a-z0-9.-]{0,200}(?![\w.:-])/gi;
const connections = /\b(?:nc|ncat|telnet)\s+(?:[^\s;|&]+\s+){0,6}?([a-z][a-z0-9.-]{0,200})\s+(\d{2,5})\b/gi;

/** A longer text is not searched. */
const longestProse = 200_000;

/** The addresses anywhere in the value of a setting whose format isn't known, such as a script. */
export function addressesWithin(setting: string, text: string): readonly Address[] {
  const searched = text.slice(0, longestProse);
  const meant = namesImage.test(setting.toUpperCase()) ? names : forms;
  const found = meant.flatMap(({ sign, form }) => (sign.test(searched) ? (searched.match(form) ?? []) : []));
  const connected = [...searched.matchAll(connections)].map(([, host, port]) => `${host}:${port}`);
  const hosts = searched.match(hostOptions) ?? [];
  return [
    ...[...new Set([...found, ...connected])].flatMap((it) => addressesIn('', it)),
    ...hosts.flatMap((it) => addressesIn('host', it)),
  ];
}

function addressOf(text: string, scheme: string, named: boolean, path: string | undefined): readonly Address[] {
  const [, host = '', , written] = hostPort.exec(text) ?? [];
  const isName = (/[a-z]/i.test(host) && host.toLowerCase() !== 'localhost') || ip.test(host);
  if (schemesOfOthers.test(scheme)) return [];
  const spoken = Object.hasOwn(schemePorts, scheme);
  const certain = spoken || inCluster.test(host) || (written !== undefined && (named || scheme !== ''));
  if (!isName || (!certain && !named && written === undefined && scheme === '')) return [];
  const port = written === undefined ? (spoken ? schemePorts[scheme] : undefined) : Number(written);
  // A public HTTPS host may look like a name in the cluster: `https://acme.dev`.
  const mayBePublic = /^(https|wss)$/.test(scheme) && written === undefined && host.includes('.') && !inCluster.test(host);
  const base = { host: host.toLowerCase().replace(/\.$/, ''), certain, mayBePublic, isPortImplied: written === undefined };
  return [{ ...base, ...(port !== undefined && { port }), ...(path !== undefined && { path }) }];
}
