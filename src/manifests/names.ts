import { isIP } from 'node:net';

/** The format and the maximum length of a name. */
export interface NameForm {
  readonly pattern: RegExp;
  readonly longest: number;
}

/** RFC 1123 label: IsDNS1123Label of k8s.io/apimachinery/pkg/util/validation, as are those below. */
export const dnsLabel: NameForm = { pattern: /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/, longest: 63 };

/** RFC 1035 label: IsDNS1035Label. */
export const dnsLabelLetterFirst: NameForm = { pattern: /^[a-z]([-a-z0-9]*[a-z0-9])?$/, longest: 63 };

/** RFC 1123 subdomain, the name of most objects: IsDNS1123Subdomain, which does not limit the length of a part. */
export const dnsSubdomain: NameForm = { pattern: /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/, longest: 253 };

/** A non-empty label value, and the name in a label key: IsLabelValue and IsLabelKey of apimachinery/pkg/api/validate/content. */
export const labelValue: NameForm = { pattern: /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/, longest: 63 };

export function hasForm(name: unknown, { pattern, longest }: NameForm): name is string {
  return typeof name === 'string' && name.length <= longest && pattern.test(name);
}

/** Whether it is a DNS label, such as the name of a namespace. */
export function isDnsLabel(name: unknown): name is string {
  return hasForm(name, dnsLabel);
}

/** Whether it is a valid, non-empty label value. */
export function isLabelValue(value: unknown): value is string {
  return hasForm(value, labelValue);
}

/** Whether it is a valid key of a label or an annotation: IsQualifiedName of k8s.io/apimachinery/pkg/util/validation. */
export function isLabelKey(key: unknown): key is string {
  const [name, prefix, ...rest] = typeof key === 'string' ? key.split('/').reverse() : [];
  return isLabelValue(name) && (prefix === undefined || isObjectName(prefix)) && rest.length === 0;
}

/** Whether it is a valid name for most objects. */
export function isObjectName(name: unknown): name is string {
  return hasForm(name, dnsSubdomain);
}

/** Whether DNS can resolve it: each part is a label (RFC 1123). */
export function isHostName(name: unknown): name is string {
  return isObjectName(name) && name.split('.').every(isDnsLabel);
}

/** Whether it is a valid key of a ConfigMap or Secret, and so a file name: IsConfigMapKey. */
export function isConfigKey(key: unknown): key is string {
  return typeof key === 'string' && /^[-._a-zA-Z0-9]{1,253}$/.test(key) && key !== '.' && !key.startsWith('..');
}

/** Whether it is a CIDR block: IsValidCIDR of k8s.io/apimachinery/pkg/util/validation. */
export function isCidr(range: unknown): range is string {
  const [start = '', length = '', ...rest] = typeof range === 'string' ? range.split('/') : [];
  const bits = isIP(start) === 6 ? 128 : 32;
  return isIP(start) > 0 && rest.length === 0 && /^(0|[1-9]\d{0,2})$/.test(length) && Number(length) <= bits;
}
