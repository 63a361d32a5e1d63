import { acceptanceHasReason } from './acceptance-has-reason';
import { acceptanceNamesRule } from './acceptance-names-rule';
import { issuerExists } from './access/issuer-exists';
import { roleExists } from './access/role-exists';
import { subjectExists } from './access/subject-exists';
import { annotationValue } from './availability/annotation-value';
import { availability } from './availability/availability';
import { dependencyExists } from './availability/dependency-exists';
import { errorBudget } from './availability/error-budget';
import { healthCheckValue } from './availability/health-check-value';
import { readinessIsProbed } from './availability/readiness-is-probed';
import { requestsAreSet } from './availability/requests-are-set';
import { spreadLabelExists } from './availability/spread-label-exists';
import { spreadSelectsItself } from './availability/spread-selects-itself';
import { stopOutlastsRouting } from './availability/stop-outlasts-routing';
import { changeRules } from './changes';
import { gracePeriodCoversStop } from './containers/grace-period-covers-stop';
import { heapUnderLimit } from './containers/heap-under-limit';
import { imageIsPinned } from './containers/image-is-pinned';
import { livenessOutlastsReadiness } from './containers/liveness-outlasts-readiness';
import { nonRootUser } from './containers/non-root-user';
import { plausibleQuantity } from './containers/plausible-quantity';
import { probePortExists } from './containers/probe-port-exists';
import { requestsUnderLimits } from './containers/requests-under-limits';
import { uniqueContainerPorts } from './containers/unique-container-ports';
import { uniqueNames } from './containers/unique-names';
import { cronJobBoundsRuns } from './jobs/cron-job-bounds-runs';
import { knownAnnotation } from './known-annotation';
import { namespaceExists } from './namespace-exists';
import { gatewayClassExists } from './network/gateway-class-exists';
import { ingressBackendExists } from './network/ingress-backend-exists';
import { ingressClassExists } from './network/ingress-class-exists';
import { middlewareExists } from './network/middleware-exists';
import { routeBackendExists } from './network/route-backend-exists';
import { routeParentExists } from './network/route-parent-exists';
import { serversTransportExists } from './network/servers-transport-exists';
import { placeholderIsReplaced } from './placeholder-is-replaced';
import { claimExists } from './pods/claim-exists';
import { configMapExists } from './pods/config-map-exists';
import { configMapKeyExists } from './pods/config-map-key-exists';
import { mountHasVolume } from './pods/mount-has-volume';
import { priorityClassExists } from './pods/priority-class-exists';
import { restartPolicyFitsKind } from './pods/restart-policy-fits-kind';
import { runtimeClassExists } from './pods/runtime-class-exists';
import { selectorMatchesTemplate } from './pods/selector-matches-template';
import { serviceAccountExists } from './pods/service-account-exists';
import { policiesAllowConnections } from './policies/policies-allow-connections';
import { policiesAllowEntryPoints } from './policies/policies-allow-entry-points';
import { policyPortExists } from './policies/policy-port-exists';
import { policySelectsPods } from './policies/policy-selects-pods';
import { preconditions } from './preconditions';
import { quotaCoversPods } from './quota/quota-covers-pods';
import { quotaWithinCluster } from './quota/quota-within-cluster';
import { takenRisks } from './risks';
import type { Rule, RuleDescription } from './rule';
import { autoscalerIsAlone } from './scheduling/autoscaler-is-alone';
import { autoscalerMetricIsRequested } from './scheduling/autoscaler-metric-is-requested';
import { autoscalerOwnsReplicas } from './scheduling/autoscaler-owns-replicas';
import { autoscalerRange } from './scheduling/autoscaler-range';
import { autoscalerTargetExists } from './scheduling/autoscaler-target-exists';
import { budgetLeavesRoom } from './scheduling/budget-leaves-room';
import { budgetSelectsPods } from './scheduling/budget-selects-pods';
import { mastersMatchReplicas } from './scheduling/masters-match-replicas';
import { rolloutCanProceed } from './scheduling/rollout-can-proceed';
import { exclusiveFields } from './schema/exclusive-fields';
import { knownField } from './schema/known-field';
import { knownKind } from './schema/known-kind';
import { knownValue } from './schema/known-value';
import { requiredField } from './schema/required-field';
import { servedApi } from './schema/served-api';
import { uniqueItems } from './schema/unique-items';
import { valueRange } from './schema/value-range';
import { valueSyntax } from './schema/value-syntax';
import { valueType } from './schema/value-type';
import { passwordInSecret } from './secrets/password-in-secret';
import { secretExists } from './secrets/secret-exists';
import { secretKeyExists } from './secrets/secret-key-exists';
import { addressNamesService } from './services/address-names-service';
import { governingService } from './services/governing-service';
import { monitorSelectsServices } from './services/monitor-selects-services';
import { serviceHasPorts } from './services/service-has-ports';
import { serviceSelectsOneProgram } from './services/service-selects-one-program';
import { serviceSelectsPods } from './services/service-selects-pods';
import { serviceSelectsWholeProgram } from './services/service-selects-whole-program';
import { serviceTargetPort } from './services/service-target-port';
import { uniqueServicePorts } from './services/unique-service-ports';
import { webhookServiceExists } from './services/webhook-service-exists';
import { webhookSparesItself } from './services/webhook-spares-itself';
import { dataHasBackup } from './storage/data-has-backup';
import { diskFitsRollout } from './storage/disk-fits-rollout';
import { plausibleVolume } from './storage/plausible-volume';
import { provisionerExists } from './storage/provisioner-exists';
import { storageClassExists } from './storage/storage-class-exists';
import { uniqueObjects } from './unique-objects';

/** A group of rules in the documentation. */
export interface RuleGroup {
  readonly title: string;
  readonly rules: readonly (Rule | RuleDescription)[];
}

/** Every rule, including the preconditions that are checked before any other rule runs. */
export const groups: readonly RuleGroup[] = [
  { title: 'Preconditions', rules: Object.values(preconditions) },
  {
    title: 'API validation',
    rules: [knownKind, servedApi, knownField, requiredField, valueType, knownValue, valueSyntax, valueRange, exclusiveFields, uniqueItems],
  },
  {
    title: 'Within one object',
    rules: [
      selectorMatchesTemplate,
      restartPolicyFitsKind,
      uniqueNames,
      uniqueContainerPorts,
      uniqueServicePorts,
      serviceHasPorts,
      mountHasVolume,
      probePortExists,
      imageIsPinned,
      nonRootUser,
      requestsUnderLimits,
      plausibleQuantity,
      plausibleVolume,
      heapUnderLimit,
      gracePeriodCoversStop,
      livenessOutlastsReadiness,
      rolloutCanProceed,
      autoscalerRange,
      cronJobBoundsRuns,
      provisionerExists,
      passwordInSecret,
      mastersMatchReplicas,
      knownAnnotation,
      annotationValue,
      healthCheckValue,
      acceptanceHasReason,
      acceptanceNamesRule,
      placeholderIsReplaced,
    ],
  },
  {
    title: 'Between objects',
    rules: [
      uniqueObjects,
      namespaceExists,
      serviceSelectsPods,
      serviceSelectsOneProgram,
      serviceSelectsWholeProgram,
      serviceTargetPort,
      governingService,
      addressNamesService,
      ingressBackendExists,
      ingressClassExists,
      routeBackendExists,
      routeParentExists,
      gatewayClassExists,
      configMapExists,
      configMapKeyExists,
      secretExists,
      secretKeyExists,
      claimExists,
      storageClassExists,
      diskFitsRollout,
      dataHasBackup,
      serviceAccountExists,
      priorityClassExists,
      runtimeClassExists,
      autoscalerTargetExists,
      autoscalerIsAlone,
      autoscalerOwnsReplicas,
      autoscalerMetricIsRequested,
      budgetSelectsPods,
      budgetLeavesRoom,
      quotaCoversPods,
      quotaWithinCluster,
      issuerExists,
      roleExists,
      subjectExists,
      webhookServiceExists,
      webhookSparesItself,
      monitorSelectsServices,
      middlewareExists,
      serversTransportExists,
      policiesAllowConnections,
      policiesAllowEntryPoints,
      policyPortExists,
      policySelectsPods,
    ],
  },
  {
    title: 'Availability',
    rules: [
      spreadSelectsItself,
      spreadLabelExists,
      requestsAreSet,
      readinessIsProbed,
      stopOutlastsRouting,
      dependencyExists,
      availability,
      errorBudget,
    ],
  },
  { title: 'Changes', rules: changeRules },
  { title: 'Accepted risks', rules: takenRisks },
];

/** The rules that check objects, in the order of the groups. */
export const rules: readonly Rule[] = groups.flatMap((group) => group.rules.filter((rule): rule is Rule => 'check' in rule));

/** The rules that look at each value by itself. */
export const validating: ReadonlySet<string> = new Set(idsOf('API validation'));

/** The rules whose findings hold whatever other objects there are. */
export const withinObjects: ReadonlySet<string> = new Set([...validating, ...idsOf('Within one object'), uniqueObjects.id]);

/** The rules whose findings stop no synth. */
export const advice: ReadonlySet<string> = new Set(rules.filter(({ isAdvice }) => isAdvice === true).map(({ id }) => id));

function idsOf(title: string): readonly string[] {
  return groups.filter((group) => group.title === title).flatMap((group) => group.rules.map(({ id }) => id));
}

/** What an annotation can accept: every acceptable rule, an unproved promise, and the risks that constructs take. */
export const acceptable: readonly string[] = [
  ...[...rules, availability, errorBudget, ...changeRules, ...takenRisks]
    .filter(({ isAcceptable }) => isAcceptable !== false)
    .map(({ id }) => id),
];
