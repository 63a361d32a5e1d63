import { sources } from '../../../cluster/sources';
import { controllerOf } from '../../workload/entry-controllers';
import { between, exactly, type Origin, shorter } from '../estimate';
import type { Estimate } from '../risk';
import { policyOf } from './gateway';
import { secondsIn } from './health-check';
import type { Entry } from './proxy';
import { serviceMiddlewares } from './traefik';

const protection: Origin = { ...sources.protection, basis: 'assumption' };

/** Envoy counts failures in a row, however long they take. */
const REQUESTS_A_SECOND = 1;

/**
 * The share of the requests to a pod that is ready and fails them all that fail, with what the entry point does about it.
 *
 * Real proxies before three servers say what each protection does (docs/circuit-breaking.md); what share of an application's requests it concerns is assumed:
 * one of ten is a POST or PATCH, which nobody repeats, or none, or half of them.
 */
export function faultyShare(entry: Entry): Estimate {
  const unprotected = exactly(1, { source: 'nothing takes out a pod that is ready', basis: 'manifests' });
  return [retried(entry), ejected(entry)].flatMap((it) => it ?? []).reduce(shorter, unprotected);
}

function retried(entry: Entry): Estimate | undefined {
  const { object, service } = entry;
  const controller = object.kind === 'Ingress' ? controllerOf(object, entry.index) : undefined;
  const another = between(0, 0.1, 0.5, { ...protection, because: 'no GET failed, and each POST did; one of ten requests is one' });
  // The next pod in turn is the same one if requests come in between: of two pods half of the time.
  const next = between(0, 0.4, 0.75, {
    ...protection,
    because: 'a retry takes the next pod in turn, which may be the same; one of ten requests is a POST',
  });
  const upstream = (prefix: string) => /http_5/.test(object.annotations.get(`${prefix}/proxy-next-upstream`) ?? '');
  if (controller === 'traefik') {
    return serviceMiddlewares(service, entry.index).some(({ root }) => root.items('spec', 'retry', 'status').length > 0) ? next : undefined;
  }
  if (controller === 'haproxy') return /^retry-on .*\b5\d\d\b/m.test(snippetOf(entry)) ? another : undefined;
  if (controller === 'ingress-nginx') return upstream('nginx.ingress.kubernetes.io') ? next : undefined;
  if (controller === 'f5-nginx') return upstream('nginx.org') ? another : undefined;
  return undefined;
}

/** Who takes a pod out sends it a few requests in each pause. */
function ejected(entry: Entry): Estimate | undefined {
  const passive = entry.object.kind === 'HTTPRoute' ? policyOf(entry)?.at('spec', 'healthCheck', 'passive') : undefined;
  if (passive?.isThere) {
    const noticed = (passive.number('consecutive5XxErrors') ?? 5) / REQUESTS_A_SECOND;
    const pause = secondsIn(passive.text('baseEjectionTime')) ?? 30;
    const because = `${noticed} requests in a row, one a second, and then none for ${pause} s`;
    return between(0, noticed / (noticed + pause), 1, { ...protection, because });
  }
  const found = /^default-server inter (\d+)s rise (\d+) observe layer7 error-limit \d+ on-error mark-down/m.exec(snippetOf(entry));
  if (!found || controllerOf(entry.object, entry.index) !== 'haproxy') return undefined;
  // Fewer failures than its limit between two checks don't count.
  const [interval, rise] = [Number(found[1]), Number(found[2])];
  const because = `its failures within the ${interval} s between two checks, and then none for ${interval * (rise - 1)} s; fewer requests take it out never`;
  return between(0, interval / (interval * rise), 1, { ...protection, because });
}

function snippetOf({ object, service }: Entry): string {
  const key = 'haproxy.org/backend-config-snippet';
  return service.annotations.get(key) ?? object.annotations.get(key) ?? '';
}
