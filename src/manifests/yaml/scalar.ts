import { isUtf8 } from 'node:buffer';

/** A resolved scalar before conversion to JSON: an integer is a bigint, any other number a float, since the two differ as keys. */
export type ScalarValue = string | boolean | null | bigint | number;

/** A scalar that Kubernetes' parser rejects. */
export class ScalarError extends Error {
  readonly fix: string;

  constructor(message: string, fix: string) {
    super(message);
    this.fix = fix;
  }
}

const standard = 'tag:yaml.org,2002:';

/**
 * Resolves a scalar as Kubernetes does: YAML 1.1 as implemented by go-yaml v2, which sigs.k8s.io/yaml parses manifests with.
 *
 * YAML 1.1 in the npm package differs: `0o17` and 08 are strings, base 60 is supported (`12:30:00` is 45000), `y` and `n` are partly strings,
 * timestamps are dates and `1e3` is a string. So the package parses only the syntax, and scalars are resolved here.
 *
 * Source: go.yaml.in/yaml/v2 v2.4.3, resolve.go and decode.go.
 */
export function scalarOf(text: string, plain: boolean, tag: string | undefined): ScalarValue {
  if (tag === undefined && !plain) return text;
  if (tag === '!') return text;
  if (tag === undefined) return untagged(text);
  const name = tag.startsWith(standard) ? tag.slice(standard.length) : '';
  if (name === 'binary') return binary(text);
  const value = tagged(name, text);
  if (value === undefined) throw new ScalarError(`cannot decode '${shortened(text)}' as a !!${name}`, 'remove the tag');
  return value;
}

/** Undefined if the text does not match the tag. */
function tagged(name: string, text: string): ScalarValue | undefined {
  const value = untagged(text);
  if (name === 'bool') return typeof value === 'boolean' ? value : undefined;
  if (name === 'null') return value === null ? value : undefined;
  if (name === 'int') return typeof value === 'bigint' ? value : undefined;
  if (name === 'float')
    return typeof value === 'bigint' && value < 2n ** 63n ? Number(value) : typeof value === 'number' ? value : undefined;
  if (name === 'timestamp') throw new ScalarError('!!timestamp is not supported', 'remove the tag and quote the text');
  return text;
}

const words = new Map<string, ScalarValue>(
  (
    [
      [true, 'y Y yes Yes YES true True TRUE on On ON'],
      [false, 'n N no No NO false False FALSE off Off OFF'],
      [Number.NaN, '.nan .NaN .NAN'],
      [Number.POSITIVE_INFINITY, '.inf .Inf .INF +.inf +.Inf +.INF'],
      [Number.NEGATIVE_INFINITY, '-.inf -.Inf -.INF'],
      [null, '~ null Null NULL'],
    ] as const
  ).flatMap(([value, spellings]) => spellings.split(' ').map((spelling) => [spelling, value] as const)),
);

function untagged(text: string): ScalarValue {
  if (text === '') return null;
  const word = words.get(text);
  if (word !== undefined) return word;
  // A number that starts with a point may have underscores only between digits. From any other number they are removed anywhere.
  if (text.startsWith('.')) return floatOf(text.replaceAll(/(?<=\d)_(?=\d)/g, '')) ?? text;
  if (!/^[-+\d]/.test(text)) return text;
  const digits = text.replaceAll('_', '');
  return integerOf(digits) ?? floatOf(digits) ?? text;
}

/** Go's ParseInt with base 0, or ParseUint if it overflows: a leading 0 is octal. */
function integerOf(text: string): bigint | undefined {
  // Most numbers are short.
  if (/^[1-9]\d{0,14}$/.test(text)) return BigInt(text);
  const [, sign = '', prefix = '', digits] =
    /^([-+]?)(0[xX](?=[\da-fA-F]+$)|0[bB](?=[01]+$)|0[oO]?(?=[0-7]+$)|(?=[1-9]\d*$|0$))(.+)$/.exec(text) ?? [];
  if (digits === undefined) return undefined;
  const magnitude = BigInt(/^0[oO]?$/.test(prefix) ? `0o${digits}` : `${prefix}${digits}`);
  if (sign === '-') return magnitude <= 2n ** 63n ? -magnitude : undefined;
  return magnitude < 2n ** (sign === '+' ? 63n : 64n) ? magnitude : undefined;
}

/** A number too large for a float remains a string. */
function floatOf(text: string): number | undefined {
  if (!/^[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?$/.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}

function binary(text: string): string {
  const base64 = text.replaceAll(/[\r\n]/g, '');
  if (!/^(?:[\w+/-]{4})*(?:[A-Za-z\d+/]{2}==|[A-Za-z\d+/]{3}=)?$/.test(base64) || /[-_]/.test(base64))
    throw new ScalarError('!!binary value contains invalid base64 data', 'encode it in base64');
  const bytes = Buffer.from(base64, 'base64');
  if (!isUtf8(bytes))
    throw new ScalarError('!!binary value is not UTF-8 text, which JSON requires', 'remove the tag to keep the base64 string');
  return bytes.toString('utf8');
}

/** A scalar in JSON; undefined for a number that JSON has not. */
export function jsonOf(value: ScalarValue): string | number | boolean | null | undefined {
  if (typeof value === 'number' && !Number.isFinite(value)) return undefined;
  if (value === 0) return 0; // -0 as well
  return typeof value === 'bigint' ? Number(value) : value;
}

/** A key in JSON; undefined for one that Kubernetes' parser rejects. */
export function keyText(value: ScalarValue): string | undefined {
  if (value === null) return undefined;
  if (typeof value === 'number') return floatKey(value);
  if (typeof value === 'bigint') return value < 2n ** 63n ? String(value) : undefined;
  return String(value);
}

/** Go's FormatFloat(key, 'g', -1, 32): the fewest digits that identify a float32. */
function floatKey(value: number): string {
  const single = Math.fround(value);
  if (Number.isNaN(single)) return '.nan';
  if (!Number.isFinite(single)) return single > 0 ? '.inf' : '-.inf';
  if (Object.is(single, -0)) return '-0';
  let digits = 1;
  while (digits < 9 && Math.fround(Number(single.toPrecision(digits))) !== single) digits++;
  const [mantissa = '', exponent = ''] = single.toExponential(digits - 1).split('e');
  const power = Number(exponent);
  if (power >= -4 && power < 6) return String(Number(single.toPrecision(digits)));
  return `${mantissa}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}

function shortened(text: string): string {
  return text.length > 40 ? `${text.slice(0, 37)}...` : text;
}
