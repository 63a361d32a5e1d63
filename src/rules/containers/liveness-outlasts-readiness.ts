import type { Place } from '../../manifests/place';
import { podMakers } from '../../manifests/pod';
import type { Complaint, Rule } from '../rule';

/** Kubernetes' defaults of a probe. */
const DEFAULTS = { failureThreshold: 3, periodSeconds: 10, timeoutSeconds: 1 } as const;

export const livenessOutlastsReadiness: Rule = {
  id: 'liveness-outlasts-readiness',
  severity: 'warning',
  title: 'A liveness probe gives a busy container more time than its readiness probe',
  why: 'A container that is only busy, or waits for a slow dependency, is restarted instead of being left alone. Those that remain get its load and fail too.',
  fix: 'Let the liveness probe check only that the process is alive, such as by a TCP connection, and give it a higher failureThreshold.',
  appliesTo: podMakers,
  *check({ pod }) {
    for (const container of pod?.containers ?? []) {
      const liveness = container.at('livenessProbe');
      if (!liveness.isThere) continue;
      const found = asImpatient(liveness, container.at('readinessProbe')) ?? oneAnswer(liveness);
      if (found) yield found;
    }
  },
};

/** What lasts longer than Kubernetes' default is taken to be chosen. */
const TIGHT = DEFAULTS.failureThreshold * DEFAULTS.periodSeconds;

/** The same question as the readiness probe, without more patience. */
function asImpatient(liveness: Place, readiness: Place): Complaint | undefined {
  const asked = handlerOf(liveness);
  if (asked === undefined || asked !== handlerOf(readiness)) return undefined;
  const [kills, spares] = [patienceOf(liveness), patienceOf(readiness)];
  if (kills > spares || kills > TIGHT) return undefined;
  return {
    at: liveness,
    message: `the liveness probe asks the same as the readiness probe and gives up after ${kills} s, the readiness probe after ${spares} s: a busy container is killed`,
    fix: `set a failureThreshold that makes it last several times as long, such as ${Math.ceil((3 * spares) / settingOf(liveness, 'periodSeconds'))}, or use a tcpSocket`,
  };
}

/** A single slow answer is enough. */
function oneAnswer(liveness: Place): Complaint | undefined {
  const at = liveness.at('failureThreshold');
  const timeout = settingOf(liveness, 'timeoutSeconds');
  if (at.value !== 1 || timeout > DEFAULTS.timeoutSeconds) return undefined;
  return {
    at,
    message: `one answer that takes longer than ${timeout} s kills the container`,
    fix: 'write failureThreshold: 3 or more, and a longer timeoutSeconds',
  };
}

/** What a probe asks; undefined for a TCP connection, which a busy process still accepts. */
function handlerOf(probe: Place): string | undefined {
  for (const kind of ['httpGet', 'grpc', 'exec']) if (probe.at(kind).isThere) return JSON.stringify([kind, probe.at(kind).value]);
  return undefined;
}

/** Seconds from the first failure to the consequence, at most. */
function patienceOf(probe: Place): number {
  return settingOf(probe, 'failureThreshold') * settingOf(probe, 'periodSeconds');
}

function settingOf(probe: Place, field: keyof typeof DEFAULTS): number {
  return probe.number(field) ?? DEFAULTS[field];
}
