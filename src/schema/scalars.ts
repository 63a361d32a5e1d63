import { parseSignedQuantity } from '../manifests/quantity';
import { isObject } from '../manifests/value';
import { mustBe, show } from '../manifests/words';
import type { SchemaFinding } from './finding';
import * as formats from './formats';
import { schedule, timeZone } from './schedule';

/** A finding without its place, which the caller adds. */
export type Violation = Omit<SchemaFinding, 'pointer'>;

type Scalar = (value: unknown) => Violation | undefined;

/** Validates a value against a scalar type, named as in the data files. */
export function checkScalar(name: string, value: unknown): Violation | undefined {
  const scalar = scalars[name];
  if (!scalar) throw new Error(`schema data: unknown scalar '${name}'`);
  return scalar(value);
}

const text =
  (format?: formats.Format): Scalar =>
  (value) => {
    if (typeof value !== 'string') return wrongType(value, 'a string', quotes(value));
    const problem = format?.(value);
    return problem && { problem: 'syntax', ...problem };
  };

/** A string that is validated unless it is empty: to Go, an empty string is unset. */
const optionalText =
  (format: formats.Format): Scalar =>
  (value) =>
    value === '' ? undefined : text(format)(value);

const integer =
  (least: number, most: number): Scalar =>
  (value) => {
    if (typeof value !== 'number' || !Number.isInteger(value)) return wrongType(value, 'an integer', unquoted(value, /^[+-]?\d+$/));
    if (value >= least && value <= most) return undefined;
    return { problem: 'out-of-range', message: `${value} is out of range`, fix: `use a number from ${least} to ${most}` };
  };

const int64 = integer(-(2 ** 63), 2 ** 63);
const int32 = integer(-(2 ** 31), 2 ** 31 - 1);
const port = integer(1, 65535);
// To Go, zero is unset too.
const optionalPort = integer(0, 65535);
const count = integer(0, 2 ** 31 - 1);

const quantity: Scalar = (value) => {
  if (typeof value === 'number' && Number.isFinite(value)) return undefined;
  if (typeof value !== 'string') return wrongType(value, 'a quantity', 'write a quantity such as 500m, 2 or 512Mi');
  return text(formats.quantity)(value);
};

const amount: Scalar = (value) => {
  const wrong = quantity(value);
  if (wrong || (parseSignedQuantity(value) ?? 0) >= 0) return wrong;
  return { problem: 'out-of-range', message: `${show(value)} is negative`, fix: 'remove the minus sign' };
};

const either =
  (number: Scalar, string: Scalar, what: string): Scalar =>
  (value) => {
    if (typeof value === 'number') return number(value);
    return typeof value === 'string' ? string(value) : wrongType(value, what, 'write a number or a string');
  };

const scalars: Readonly<Record<string, Scalar>> = {
  any: () => undefined,
  object: (value) => (isObject(value) ? undefined : wrongType(value, 'an object', "write its fields, each as 'name: value'")),
  boolean: (value) =>
    typeof value === 'boolean' ? undefined : wrongType(value, 'a boolean', unquoted(value, /^(true|false)$/) ?? 'write true or false'),
  string: text(),
  int32,
  int64,
  number: (value) => (typeof value === 'number' ? undefined : wrongType(value, 'a number', unquoted(value, /^[+-]?\d+(\.\d+)?$/))),
  'int-or-string': either(int32, text(), 'an integer or a string'),
  'int64-or-string': either(int64, text(), 'an integer or a string'),
  quantity,
  amount,
  time: text(formats.time),
  'micro-time': text(formats.time),
  bytes: text(formats.base64),
  port,
  'port-or-name': either(port, text(formats.portName), 'a port'),
  'optional-port': optionalPort,
  'optional-port-or-name': either(optionalPort, optionalText(formats.portName), 'a port'),
  count,
  positive: integer(1, 2 ** 31 - 1),
  'count-or-percent': either(count, text(formats.percent), 'a number or a percentage'),
  host: optionalText(formats.host),
  user: integer(0, 2 ** 31 - 1),
  ip: text(formats.address),
  cidr: text(formats.cidr),
  'optional-label-key': optionalText(formats.qualifiedName),
  'port-name': optionalText(formats.portName),
  'dns-label': optionalText(formats.dnsLabel),
  'dns-name': optionalText(formats.dnsSubdomain),
  'label-key': text(formats.qualifiedName),
  'label-value': text(formats.labelValue),
  'annotation-key': text((key) => formats.qualifiedName(key.toLowerCase())),
  'config-key': text(formats.configKey),
  'env-name': text(formats.envName),
  'resource-name': text(formats.resourceName),
  'quota-name': text(formats.quotaName),
  schedule: text(schedule),
  'time-zone': text(timeZone),
};

/** The finding for a value of the wrong type. */
export function wrongType(value: unknown, expected: string, fix = `write ${expected}`): Violation {
  return {
    problem: 'wrong-type',
    message: mustBe(expected, value),
    fix,
  };
}

/** YAML parses unquoted 8080 and true as a number and a boolean. The original text is lost, since 1.10 is parsed as 1.1. */
function quotes(value: unknown): string | undefined {
  return typeof value === 'number' || typeof value === 'boolean' ? 'quote it' : undefined;
}

function unquoted(value: unknown, shape: RegExp): string | undefined {
  return typeof value === 'string' && shape.test(value) ? `remove the quotes: ${value}` : undefined;
}
