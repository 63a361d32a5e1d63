import { type Fields, modelled, unmodelled } from './classification';

const requirement: Fields = { key: modelled, operator: modelled, values: modelled };

/** Which objects have some labels. */
export const labelSelector: Fields = { matchLabels: modelled, matchExpressions: requirement };

/** Which nodes have some labels. */
export const nodeSelector: Fields = { nodeSelectorTerms: { matchExpressions: requirement, matchFields: requirement } };

/** Next to which pods, or away from which. */
export const podAffinityTerm: Fields = {
  labelSelector,
  matchLabelKeys: modelled,
  mismatchLabelKeys: modelled,
  namespaceSelector: labelSelector,
  namespaces: modelled,
  topologyKey: modelled,
};

/** Which taints a pod puts up with. */
export const toleration: Fields = {
  key: modelled,
  effect: modelled,
  value: modelled,
  tolerationSeconds: modelled,
  // Lt and Gt compare numbers where the feature gate TaintTolerationComparisonOperators is on (alpha in 1.35 and 1.36).
  operator: unmodelled('Equal', 'Exists'),
};
