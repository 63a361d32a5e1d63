import { isIP } from 'node:net';
import type { Mistake } from '../manifests/diagnostic';
import * as names from '../manifests/names';
import { parsePercent } from '../manifests/percentage';
import { parseSignedQuantity } from '../manifests/quantity';

/** Checks the format of a string; undefined if it is valid. */
export type Format = (value: string) => Mistake | undefined;

export const dnsLabel: Format = (value) =>
  written(value, names.dnsLabel, 'a DNS label', "lowercase letters, digits and '-', starting and ending with a letter or digit");

export const dnsLabelLetterFirst: Format = (value) =>
  written(
    value,
    names.dnsLabelLetterFirst,
    'a DNS label',
    "lowercase letters, digits and '-', starting with a letter and ending with a letter or digit",
  );

export const dnsSubdomain: Format = (value) =>
  written(
    value,
    names.dnsSubdomain,
    'a DNS name',
    "lowercase letters, digits, '-' and '.', each part starting and ending with a letter or digit",
  );

/** A path segment: IsValidPathSegmentName of k8s.io/apimachinery/pkg/api/validation/path. */
export const pathSegment: Format = (value) => {
  if (value !== '.' && value !== '..' && !/[/%]/.test(value)) return undefined;
  return { message: `'${value}' is not a valid path segment name`, fix: "remove '/' and '%', and do not use '.' or '..'" };
};

/** A label's or annotation's key: IsLabelKey of k8s.io/apimachinery/pkg/api/validate/content. */
export const qualifiedName: Format = (value) => {
  const [prefix, name, ...rest] = value.includes('/') ? value.split('/') : [undefined, value];
  if (rest.length > 0) return { message: `'${value}' has more than one '/'`, fix: "write 'name' or 'example.com/name'" };
  const wrong = prefix === undefined ? undefined : dnsSubdomain(prefix);
  if (wrong) return { message: `the prefix of '${value}' is not a DNS name`, fix: wrong.fix };
  return written(name ?? '', names.labelValue, 'a valid name', wordAdvice);
};

/** A label's value: IsLabelValue, as above. */
export const labelValue: Format = (value) => (value === '' ? undefined : written(value, names.labelValue, 'a label value', wordAdvice));

export const quantity: Format = (value) => {
  if (parseSignedQuantity(value) !== undefined) return undefined;
  const number = /^\d+(\.\d+)?/.exec(value)?.[0] ?? '512';
  return {
    message: `'${value}' is not a quantity`,
    fix: `write a number with an optional unit, such as ${number}Mi, ${number}Gi, ${number}m or ${number}`,
  };
};

/** The name of a port: IsValidPortName of k8s.io/apimachinery/pkg/util/validation. */
export const portName: Format = (value) => {
  const fine = value.length <= 15 && names.isDnsLabel(value) && /[a-z]/.test(value) && !value.includes('--');
  if (fine) return undefined;
  const fix =
    "use at most 15 lowercase letters, digits and single '-', with at least one letter, starting and ending with a letter or digit";
  return { message: `'${value}' is not a valid port name`, fix };
};

/** A percentage: IsValidPercent, as portName. */
export const percent: Format = (value) => {
  if (parsePercent(value) !== undefined) return undefined;
  return {
    message: `'${value}' is not a percentage`,
    fix: /^\d+$/.test(value) ? `remove the quotes: ${value}` : 'write an integer, or a percentage such as 25%',
  };
};

/** The host of a rule of an Ingress: validateIngressRules of pkg/apis/networking/validation. */
export const host: Format = (value) => {
  if (/^[\d.]+$/.test(value) && value.split('.').length === 4) {
    return {
      message: `'${value}' is an IP address, must be a DNS name`,
      fix: 'write a DNS name, or remove the host to match any',
    };
  }
  return dnsSubdomain(value.startsWith('*.') ? value.slice(2) : value);
};

/** An IP address: IsValidIP of k8s.io/apimachinery/pkg/util/validation. */
export const address: Format = (value) =>
  isIP(value) > 0 ? undefined : { message: `'${value}' is not an IP address`, fix: 'write an address such as 10.0.0.1 or 2001:db8::1' };

/** A range of IP addresses in CIDR notation. */
export const cidr: Format = (value) => {
  if (names.isCidr(value)) return undefined;
  return { message: `'${value}' is not a CIDR block`, fix: 'write a CIDR block such as 10.0.0.0/8 or 2001:db8::/32' };
};

export const configKey: Format = (value) => {
  return names.isConfigKey(value) ? undefined : { message: `'${value}' is not a valid key`, fix: "use letters, digits, '-', '_' and '.'" };
};

/** The name of an environment variable: IsRelaxedEnvVarName, as portName. */
export const envName: Format = (value) => {
  if (/^[ -<>-~]+$/.test(value)) return undefined;
  return { message: `'${value}' is not a valid environment variable name`, fix: "use printable ASCII characters except '='" };
};

/** A resource that a container can request: validateContainerResourceName of pkg/apis/core/validation. */
export const resourceName: Format = (value) => {
  if (value.includes('/')) return qualifiedName(value);
  if (/^(cpu|memory|ephemeral-storage|hugepages-.+)$/.test(value)) return undefined;
  return {
    message: `'${value}' is not a standard resource for containers`,
    fix: 'use cpu, memory, ephemeral-storage, or a qualified name such as example.com/gpu',
  };
};

/** A time in RFC 3339, as metav1.Time parses it. */
export const time: Format = (value) => {
  const shape = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
  if (shape.test(value) && !Number.isNaN(Date.parse(value))) return undefined;
  return { message: `'${value}' is not an RFC 3339 time`, fix: 'write a time such as 2026-01-31T12:00:00Z' };
};

/** Base64, as encoding/json decodes it. */
export const base64: Format = (value) => {
  const bare = value.replace(/[\r\n]/g, '');
  if (bare.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(bare)) return undefined;
  // The value may be a secret, so the message does not show it.
  return { message: 'the value is not base64', fix: 'encode it in base64, or move it to stringData as plain text' };
};

const wordAdvice = "letters, digits, '-', '_' and '.', starting and ending with a letter or digit";

function written(value: string, form: names.NameForm, what: string, advice: string): Mistake | undefined {
  const { pattern, longest } = form;
  if (value.length > longest) {
    return {
      message: `'${value}' has ${value.length} characters, and ${what} must be no more than ${longest}`,
      fix: `shorten it to at most ${longest} characters`,
    };
  }
  if (pattern.test(value)) return undefined;
  return { message: `'${value}' is not ${what}`, fix: `use ${advice}` };
}

const counted =
  'pods|services|services\\.loadbalancers|services\\.nodeports|replicationcontrollers|resourcequotas|secrets|configmaps|persistentvolumeclaims';
const quotaShape = new RegExp(
  `^((requests\\.|limits\\.)?(cpu|memory|ephemeral-storage)|(requests\\.)?storage|${counted}|(requests\\.|limits\\.)?hugepages-.+)$`,
);

/** A resource that a ResourceQuota counts: validateResourceQuotaResourceName of pkg/apis/core/validation. Any qualified name is valid. */
export const quotaName: Format = (value) => {
  if (value.includes('/') || quotaShape.test(value)) return undefined;
  return {
    message: `'${value}' is not a standard resource for quota`,
    fix: 'use a resource such as requests.cpu, limits.memory, pods or count/deployments.apps',
  };
};
