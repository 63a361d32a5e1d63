/** A number from 0 to 1. */
export type Random = () => number;

/** A pod's machine answers nothing, or its kernel refuses connections because no process listens. */
export type Silence = 'silent' | 'refused';

/** How those who send requests learn which pods are there; each gives the moment at which they know. */
export interface Detection {
  /** A pod stopped answering at this moment, and stays so. */
  readonly lost: (at: number, how: Silence, random: Random) => number;
  /** It answers again. */
  readonly back: (at: number, random: Random) => number;
  /** Kubernetes asked it to go, and it still answers. */
  readonly withdrawn: (at: number, random: Random) => number;
}

/** Endpoints of a Service, as kube-proxy programs them. */
export interface Endpoints {
  /** Seconds: `--node-monitor-grace-period` and `--node-monitor-period`. */
  readonly grace: number;
  readonly period: number;
  /** Seconds between two renewals of a node's lease. */
  readonly renewal: number;
  /** Seconds between two looks of the kubelet at its containers. */
  readonly relist: number;
  /** Seconds, at most, from a change of an EndpointSlice until a node's kube-proxy has applied it. */
  readonly sync: number;
}

/** Seconds, at most, that one look at all nodes takes. */
const LOOK = 0.05;

/** Kubernetes' own. */
export const KUBERNETES: Endpoints = { grace: 50, period: 5, renewal: 10, relist: 1, sync: 1 };

export function endpoints({ grace, period, renewal, relist, sync }: Endpoints): Detection {
  const applied = (at: number, random: Random): number => at + random() * sync;
  return {
    lost: (at, how, random) => {
      if (how === 'refused') return applied(at + random() * relist, random);
      const renewed = at - random() * renewal;
      const seen = renewed + random() * period;
      let look = seen;
      // The next look begins a period after the last one ended, so ten of 5 s take more than a grace of 50 s.
      while (look - seen <= grace || look < at) look += period + random() * LOOK;
      return applied(look, random);
    },
    back: (at, random) => applied(at, random),
    withdrawn: (at, random) => applied(at, random),
  };
}

/** A load balancer's own checks of each pod. */
export interface HealthChecks {
  /** Seconds between the beginnings of two checks. */
  readonly interval: number;
  /** Seconds after which an unanswered check has failed. */
  readonly timeout: number;
  /** Checks in a row that fail before nothing is sent any more, and that succeed before it is again. */
  readonly unhealthy: number;
  readonly healthy: number;
  /** Seconds, at most, until the load balancer knows that a pod was asked to go. */
  readonly deregistration: number;
}

export function healthChecks({ interval, timeout, unhealthy, healthy, deregistration }: HealthChecks): Detection {
  const result = (at: number, checks: number, random: Random): number => {
    let check = at + random() * interval;
    for (let done = 1; done < checks; done++) check += interval;
    return check;
  };
  return {
    lost: (at, how, random) => result(at, unhealthy, random) + (how === 'silent' ? timeout : 0),
    back: (at, random) => result(at, healthy, random),
    withdrawn: (at, random) => at + random() * deregistration,
  };
}

/** Whatever of two is known first. */
export function earliest(one: Detection, other: Detection): Detection {
  return {
    lost: (...given) => Math.min(one.lost(...given), other.lost(...given)),
    back: (...given) => Math.max(one.back(...given), other.back(...given)),
    withdrawn: (...given) => Math.min(one.withdrawn(...given), other.withdrawn(...given)),
  };
}
