import type { Mistake } from '../manifests/diagnostic';
import { isObject } from '../manifests/value';
import type { SchemaFinding } from './finding';
import { dnsLabel, dnsLabelLetterFirst, dnsSubdomain, type Format, pathSegment } from './formats';

/**
 * The kinds whose names need not be DNS subdomains. Source: the name functions of `pkg/apis/<group>/validation` in Kubernetes 1.36.
 */
const formats: Readonly<Record<string, Format>> = {
  'v1 Namespace': dnsLabel,
  'apps/v1 StatefulSet': dnsLabel,
  'batch/v1 CronJob': cronJobName,
  'certificates.k8s.io/v1 CertificateSigningRequest': anything,
  'certificates.k8s.io/v1alpha1 ClusterTrustBundle': anything,
  'certificates.k8s.io/v1beta1 ClusterTrustBundle': anything,
  'networking.k8s.io/v1 IPAddress': anything,
  'networking.k8s.io/v1beta1 IPAddress': anything,
  'policy/v1 PodDisruptionBudget': pathSegment,
  'rbac.authorization.k8s.io/v1 Role': pathSegment,
  'rbac.authorization.k8s.io/v1 RoleBinding': pathSegment,
  'rbac.authorization.k8s.io/v1 ClusterRole': pathSegment,
  'rbac.authorization.k8s.io/v1 ClusterRoleBinding': pathSegment,
};

/** Requests that the API server does not persist, and the one kind that it names itself. */
const nameless = /^((authentication|authorization)\.k8s\.io\/.*|v1 LimitRange$)/;

/** Checks that an object has a name that is valid for its kind. Pointers start at the object. */
export function checkName(manifest: Record<string, unknown>, apiVersion: string, kind: string, kubernetesVersion: string): SchemaFinding[] {
  const { metadata } = manifest;
  const { name, generateName } = isObject(metadata) ? metadata : {};
  const format = formatOf(apiVersion, kind, kubernetesVersion);
  if (typeof name === 'string' && name !== '') return at('/metadata/name', format(name));
  // The API server appends a suffix to generateName, so it may end with a hyphen.
  if (typeof generateName === 'string' && generateName !== '') return at('/metadata/generateName', format(`${generateName.slice(0, 58)}x`));
  if (nameless.test(`${apiVersion} ${kind}`) || isWrong(name) || isWrong(generateName)) return [];
  return [
    {
      pointer: isObject(metadata) ? '/metadata' : '',
      problem: 'missing',
      message: "'metadata.name' is missing",
      fix: "add 'metadata.name'",
    },
  ];
}

/** A name that is not a string has already been reported. */
const isWrong = (name: unknown) => name !== undefined && name !== null && typeof name !== 'string';

const at = (pointer: string, problem: Mistake | undefined): SchemaFinding[] =>
  problem ? [{ pointer, problem: 'syntax', ...problem }] : [];

function formatOf(apiVersion: string, kind: string, kubernetesVersion: string): Format {
  // A Service's name may start with a digit since 1.36: the feature gate RelaxedServiceNameValidation.
  if (apiVersion === 'v1' && kind === 'Service') return /^v?1\.35/.test(kubernetesVersion) ? dnsLabelLetterFirst : dnsLabel;
  return formats[`${apiVersion} ${kind}`] ?? dnsSubdomain;
}

/** The names of a CronJob's Jobs have eleven more characters: ValidateCronJobCreate. */
function cronJobName(value: string): Mistake | undefined {
  if (value.length <= 52) return dnsSubdomain(value);
  return {
    message: `'${value}' has ${value.length} characters, and the name of a CronJob must be no more than 52`,
    fix: 'shorten it to at most 52 characters',
  };
}

function anything(): undefined {
  return undefined;
}
