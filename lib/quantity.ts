const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
};

function number(quantity: string): number {
  const [, digits, unit] = /^([0-9.]+)([a-zA-Z]*)$/.exec(quantity) ?? [];
  const factor = UNITS[unit ?? '?'];
  if (digits === undefined || factor === undefined)
    throw new Error(`'${quantity}' is no Kubernetes quantity; write for example 500m, 2 or 512Mi`);
  return Number(digits) * factor;
}

/** The bytes of a quantity such as `512Mi`. @throws where it is none */
export const bytes = number;

/** The processors of a quantity such as `500m`. @throws where it is none */
export const cores = number;
