import { detectionLimits, detectionSetting, dotted } from '../../availability/risk/elasticsearch-settings';
import { answersInTime } from '../../availability/risk/routes/aws';
import { healthCheckLimits, healthCheckSetting, wholeNumber } from '../../availability/risk/routes/limits';
import { controllerOf } from '../../availability/workload/entry-controllers';
import { workloadTypes } from '../../availability/workload/workload';
import type { KubernetesObject } from '../../manifests/object';
import type { Place } from '../../manifests/place';
import { show } from '../../manifests/words';
import type { Complaint, Rule } from '../rule';

const ingress = 'Ingress.networking.k8s.io';

export const healthCheckValue: Rule = {
  id: 'health-check-value',
  severity: 'error',
  title: 'Health checks of load balancers and the fault detection of Elasticsearch have values that are accepted',
  why: 'AWS and DigitalOcean refuse a health check outside of their limits, so the load balancer is not made or not changed. Elasticsearch does not start with such a setting.',
  fix: 'Write a value within the limits that the message names.',
  appliesTo: [ingress, 'Service', ...workloadTypes],
  *check(object, { index }) {
    if (object.type !== ingress || controllerOf(object, index) === 'alb') {
      yield* annotated(object);
      yield* answered(object);
    }
    for (const container of object.pod?.containers ?? []) yield* environment(container);
  },
};

function* annotated({ root }: KubernetesObject): Iterable<Complaint> {
  for (const at of root.parts('metadata', 'annotations')) {
    const limits = healthCheckLimits.get(at.key);
    if (limits && wholeNumber(at.text(), limits) === undefined)
      yield {
        at,
        message: `${show(at.value)} is not accepted as ${at.key}`,
        fix: `write a whole number from ${limits.least} to ${limits.most}`,
      };
  }
}

const alb = 'alb.ingress.kubernetes.io/healthcheck-';

/** Where one of both stands on another object, the manifests alone can't tell which of them count. */
function* answered({ root, annotations }: KubernetesObject): Iterable<Complaint> {
  const [interval, timeout] = ['interval', 'timeout'].map((name) => {
    const key = `${alb}${name}-seconds`;
    return healthCheckSetting(key, annotations.get(key));
  });
  if (interval === undefined || timeout === undefined || answersInTime([interval, timeout])) return;
  yield {
    at: root.at('metadata', 'annotations', `${alb}timeout-seconds`),
    message: `an ALB that checks every ${interval} s can't wait ${timeout} s for an answer`,
    fix: `write less than ${interval}`,
  };
}

function* environment(container: Place): Iterable<Complaint> {
  for (const variable of container.items('env')) {
    const at = variable.at('value');
    const name = dotted(variable.text('name') ?? '');
    const limits = detectionLimits(name);
    if (limits && at.isThere && detectionSetting(name, at.text()) === undefined)
      yield { at, message: `${show(at.value)} is not accepted as ${name}`, fix: `write ${limits}` };
  }
}
