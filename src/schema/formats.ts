import { isIP } from 'node:net';
import type { Mistake } from '../manifests/diagnostic';
import * as names from '../manifests/names';
import { parsePercent } from '../manifests/percentage';
import { parseSignedQuantity } from '../manifests/quantity';

/** Judges a string; undefined if it is well written. */
export type Format = (value: string) => Mistake | undefined;

export const dnsLabel: Format = (value) =>
  written(value, names.dnsLabel, 'a DNS label', "lower-case letters, digits and '-', with a letter or digit at both ends");

export const dnsLabelLetterFirst: Format = (value) =>
  written(value, names.dnsLabelLetterFirst, 'a DNS label', "lower-case letters, digits and '-', a letter first and a letter or digit last");

export const dnsSubdomain: Format = (value) =>
  written(
    value,
    names.dnsSubdomain,
    'a DNS name',
    "lower-case letters, digits, '-' and '.', with a letter or digit at both ends of each part",
  );

/** A part of a path: IsValidPathSegmentName of k8s.io/apimachinery/pkg/api/validation/path. */
export const pathSegment: Format = (value) => {
  if (value !== '.' && value !== '..' && !/[/%]/.test(value)) return undefined;
  return { message: `'${value}' can't be part of a path`, fix: "leave out '/' and '%', and use more than dots" };
};

/** A label's or annotation's key: IsLabelKey of k8s.io/apimachinery/pkg/api/validate/content. */
export const qualifiedName: Format = (value) => {
  const [prefix, name, ...rest] = value.includes('/') ? value.split('/') : [undefined, value];
  if (rest.length > 0) return { message: `'${value}' has more than one '/'`, fix: "write it as 'name' or 'example.com/name'" };
  const wrong = prefix === undefined ? undefined : dnsSubdomain(prefix);
  if (wrong) return { message: `the part of '${value}' before '/' is not a DNS name`, fix: wrong.fix };
  return written(name ?? '', names.labelValue, 'a name', wordAdvice);
};

/** A label's value: IsLabelValue, as above. */
export const labelValue: Format = (value) => (value === '' ? undefined : written(value, names.labelValue, 'a label value', wordAdvice));

export const quantity: Format = (value) => {
  if (parseSignedQuantity(value) !== undefined) return undefined;
  const number = /^\d+(\.\d+)?/.exec(value)?.[0] ?? '512';
  return {
    message: `'${value}' is not a quantity`,
    fix: `write a number and its unit together, such as ${number}Mi, ${number}Gi, ${number}m or ${number}`,
  };
};

/** The name of a port: IsValidPortName of k8s.io/apimachinery/pkg/util/validation. */
export const portName: Format = (value) => {
  const fine = value.length <= 15 && names.isDnsLabel(value) && /[a-z]/.test(value) && !value.includes('--');
  if (fine) return undefined;
  const fix = "use at most 15 lower-case letters, digits and single '-', at least one letter, and a letter or digit at both ends";
  return { message: `'${value}' is not the name of a port`, fix };
};

/** A share of a whole: IsValidPercent, as portName. */
export const percent: Format = (value) => {
  if (parsePercent(value) !== undefined) return undefined;
  return {
    message: `'${value}' is not a percentage`,
    fix: /^\d+$/.test(value) ? `leave out the quotes: ${value}` : 'write a number, or a percentage such as 25%',
  };
};

/** The host of a rule of an Ingress: validateIngressRules of pkg/apis/networking/validation. */
export const host: Format = (value) => {
  if (/^[\d.]+$/.test(value) && value.split('.').length === 4) {
    return {
      message: `'${value}' is an address, where a DNS name is needed`,
      fix: 'write a DNS name, or leave the host out to take requests for any',
    };
  }
  return dnsSubdomain(value.startsWith('*.') ? value.slice(2) : value);
};

/** An address: IsValidIP of k8s.io/apimachinery/pkg/util/validation. */
export const address: Format = (value) =>
  isIP(value) > 0 ? undefined : { message: `'${value}' is not an IP address`, fix: 'write one such as 10.0.0.1 or 2001:db8::1' };

/** A range of addresses. */
export const cidr: Format = (value) => {
  if (names.isCidr(value)) return undefined;
  return { message: `'${value}' is not a range of IP addresses`, fix: 'write one such as 10.0.0.0/8 or 2001:db8::/32' };
};

export const configKey: Format = (value) => {
  return names.isConfigKey(value) ? undefined : { message: `'${value}' can't be a key`, fix: "use letters, digits, '-', '_' and '.'" };
};

/** The name of an environment variable: IsRelaxedEnvVarName, as portName. */
export const envName: Format = (value) => {
  if (/^[ -<>-~]+$/.test(value)) return undefined;
  return { message: `'${value}' can't name an environment variable`, fix: "use printable ASCII characters other than '='" };
};

/** What a container can ask for: validateContainerResourceName of pkg/apis/core/validation. */
export const resourceName: Format = (value) => {
  if (value.includes('/')) return qualifiedName(value);
  if (/^(cpu|memory|ephemeral-storage|hugepages-.+)$/.test(value)) return undefined;
  return {
    message: `'${value}' is nothing that a container can ask for`,
    fix: 'use cpu, memory, ephemeral-storage, or a name with a domain such as example.com/gpu',
  };
};

/** A moment: RFC 3339, as metav1.Time reads it. */
export const time: Format = (value) => {
  const shape = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
  if (shape.test(value) && !Number.isNaN(Date.parse(value))) return undefined;
  return { message: `'${value}' is not a time`, fix: 'write it as 2026-01-31T12:00:00Z' };
};

/** Bytes in a string, as encoding/json reads them. */
export const base64: Format = (value) => {
  const bare = value.replace(/[\r\n]/g, '');
  if (bare.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(bare)) return undefined;
  // The value may be a secret, so the message doesn't show it.
  return { message: 'the value is not base64', fix: 'encode it, or move it to stringData where plain text is taken' };
};

const wordAdvice = "letters, digits, '-', '_' and '.', with a letter or digit at both ends";

function written(value: string, form: names.NameForm, what: string, advice: string): Mistake | undefined {
  const { pattern, longest } = form;
  if (value.length > longest) {
    return {
      message: `'${value}' is ${value.length} characters long, as ${what} it can have ${longest}`,
      fix: `shorten it to ${longest} characters`,
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

/** What a ResourceQuota counts: validateResourceQuotaResourceName of pkg/apis/core/validation; a name with a domain is anybody's. */
export const quotaName: Format = (value) => {
  if (value.includes('/') || quotaShape.test(value)) return undefined;
  return {
    message: `'${value}' is nothing that a quota counts`,
    fix: 'use one such as requests.cpu, limits.memory, pods, or count/deployments.apps',
  };
};
