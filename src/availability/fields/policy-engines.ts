/** A policy engine that changes, refuses, makes or deletes objects by policies of its own. */
export interface PolicyEngine {
  /** The API group of its policies. */
  readonly group: string;
  /** Kinds of the group that do nothing to a pod by themselves. */
  readonly idle: readonly string[];
  /** Where a policy says whether it only reports, and what it says then. */
  readonly reporting: { readonly field: readonly string[]; readonly values: readonly string[] };
}

/**
 * The engines whose policies are told by their group.
 *
 * Source: kyverno.io/docs/policy-types; open-policy-agent.github.io/gatekeeper, Handling Constraint Violations; docs.kubewarden.io, Policy mode;
 * jspolicy.com, Policy types; docs.sigstore.dev, Policy controller.
 */
export const policyEngines: readonly PolicyEngine[] = [
  {
    group: 'kyverno.io',
    idle: ['PolicyException', 'GlobalContextEntry', 'UpdateRequest'],
    reporting: { field: ['spec', 'validationFailureAction'], values: ['audit', 'Audit', ''] },
  },
  {
    group: 'policies.kyverno.io',
    idle: ['PolicyException'],
    reporting: { field: ['spec', 'validationActions'], values: ['Audit', 'Warn'] },
  },
  { group: 'constraints.gatekeeper.sh', idle: [], reporting: { field: ['spec', 'enforcementAction'], values: ['dryrun', 'warn'] } },
  { group: 'mutations.gatekeeper.sh', idle: [], reporting: { field: [], values: [] } },
  { group: 'policies.kubewarden.io', idle: ['PolicyServer'], reporting: { field: ['spec', 'mode'], values: ['monitor'] } },
  { group: 'policy.jspolicy.com', idle: ['JsPolicyBundle', 'JsPolicyViolations'], reporting: { field: [], values: [] } },
  { group: 'policy.sigstore.dev', idle: ['TrustRoot'], reporting: { field: ['spec', 'mode'], values: ['warn'] } },
];
