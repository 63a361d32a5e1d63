import { type Fields, harmless, modelled, unmodelled } from './classification';
import { status, typeMeta } from './metadata';
import { labelSelector, toleration } from './selectors';

export const podDisruptionBudget: Fields = {
  ...typeMeta,
  spec: {
    minAvailable: modelled,
    maxUnavailable: modelled,
    selector: labelSelector,
    unhealthyPodEvictionPolicy: harmless('it lets go of pods that are not ready, and so of none that count'),
  },
  status,
};

const pace = harmless('how fast the number of pods moves; any number within its range is looked at');

/** In v1 as well as in v2. */
export const horizontalPodAutoscaler: Fields = {
  ...typeMeta,
  spec: {
    minReplicas: modelled,
    maxReplicas: modelled,
    scaleTargetRef: { apiVersion: modelled, kind: modelled, name: modelled },
    behavior: {
      scaleDown: { selectPolicy: modelled, policies: pace, stabilizationWindowSeconds: pace, tolerance: pace },
      scaleUp: pace,
    },
    metrics: pace,
    targetCPUUtilizationPercentage: pace,
  },
  status,
};

export const resourceQuota: Fields = {
  ...typeMeta,
  spec: {
    hard: modelled,
    // Which pods it counts then depends on more than their namespace.
    scopes: unmodelled(),
    scopeSelector: unmodelled(),
  },
  status,
};

export const limitRange: Fields = {
  ...typeMeta,
  spec: {
    limits: { type: modelled, default: modelled, defaultRequest: modelled, max: modelled, min: modelled, maxLimitRequestRatio: modelled },
  },
};

export const runtimeClass: Fields = {
  ...typeMeta,
  handler: harmless('nodes that its nodeSelector picks are taken to have the handler'),
  overhead: { podFixed: modelled },
  scheduling: { nodeSelector: modelled, tolerations: toleration },
};

export const priorityClass: Fields = {
  ...typeMeta,
  value: modelled,
  globalDefault: modelled,
  preemptionPolicy: modelled,
  description: harmless('for people'),
};

const fromTopology = harmless('the topology says what nodes there are');

export const node: Fields = {
  ...typeMeta,
  spec: {
    // They keep pods away that the topology would let in.
    taints: unmodelled(),
    unschedulable: unmodelled(),
    configSource: fromTopology,
    externalID: fromTopology,
    podCIDR: fromTopology,
    podCIDRs: fromTopology,
    providerID: fromTopology,
  },
  status: fromTopology,
};
