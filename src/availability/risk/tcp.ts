import { sources } from '../../cluster/sources';
import type { Place } from '../../manifests/place';
import { between, changed } from './estimate';
import type { Estimate, Risk } from './risk';
import { eventRisk } from './row';
import { type Situation, shareOfOne } from './situation';

const SETTING = 'net.ipv4.tcp_retries2';
const DEFAULT = 15;

/** The first retransmission comes after 0.2 s, each later one after twice as long, up to two minutes. */
const FIRST = 0.2;
const LONGEST = 120;

/**
 * Seconds until TCP gives a connection up whose other end is silent: 924.6 s for 15 retries, 12.6 s for 5.
 *
 * Source: kernel.org, ip-sysctl, tcp_retries2; measured with 5 on three nodes: 13.6 s, a check every second included.
 */
function givesUpAfter(retries: number): number {
  let seconds = 0;
  for (let sent = 0; sent <= retries; sent++) seconds += Math.min(LONGEST, FIRST * 2 ** sent);
  return seconds;
}

/** How long a connection to a lost node stays open, with a second until something is sent over it. */
export function connectionEnds({ resource, topology }: Pick<Situation, 'resource' | 'topology'>): Estimate {
  const stated = sysctlOf(resource.pod.spec);
  const retries = stated ?? topology.tcpRetries2 ?? DEFAULT;
  const seconds = givesUpAfter(retries);
  return between(seconds, seconds + 1, seconds + 2, {
    ...(stated === undefined && topology.tcpRetries2 === undefined ? sources.tcp : {}),
    source: `${SETTING} = ${retries}`,
    basis: stated !== undefined ? 'manifests' : topology.tcpRetries2 !== undefined ? 'topology' : 'default',
    because: `${retries + 1} retransmissions, each after twice as long, and a second until something is sent`,
  });
}

function sysctlOf(spec: Place): number | undefined {
  const found = spec.items('securityContext', 'sysctls').find((sysctl) => sysctl.text('name') === SETTING);
  const value = Number(found?.at('value').value);
  return found && Number.isInteger(value) && value >= 0 ? value : undefined;
}

/** The requests that share one connection for long and have no timeout of their own. */
const SHARED = 0.01;
const FACTOR = 10;

/**
 * Clients that send many requests over one connection (gRPC, HTTP/2, databases) and set no timeout go on with a lost pod until TCP gives up: no endpoint's removal ends a
 * connection that stands. How many requests that are nobody has measured.
 */
export function connectionRisks(situation: Situation): readonly Risk[] {
  const { route, spares, pods, rates } = situation;
  if (route?.by !== 'a Service' || !spares || rates.node.value === 0) return [];
  const { notice, recover } = route.lost;
  const known = notice.value + recover.value;
  const connection = connectionEnds(situation);
  const isBackFirst = rates.back.node < connection.value;
  const end = isBackFirst ? `${rates.back.node} s until the node is back` : `${Math.round(connection.value)} s until TCP gives up`;
  const one = shareOfOne(pods);
  const risk = eventRisk(
    { id: 'black-holed-connections', cause: 'clients without a timeout of their own keep a connection to a lost node until TCP gives up' },
    {
      events: changed(rates.node, (it) => it * pods, `${pods} pods x ${rates.node.because ?? rates.node.value.toPrecision(4)}`),
      share: between((one.value * SHARED) / FACTOR, one.value * SHARED, one.value * SHARED * FACTOR, {
        source: 'assumption: one request of a hundred shares a connection and has no timeout',
        basis: 'assumption',
        because: `${one.because} x ${SHARED}`,
      }),
      // A node that is back ends its connections at once.
      notice: changed(
        connection,
        (it) => Math.max(0, Math.min(it, rates.back.node) - known),
        `${end}, less the ${known} s until the endpoint goes`,
      ),
      recover: between(0, 0, 0, { source: 'the client connects again', basis: 'default' }),
    },
  );
  return [risk];
}
