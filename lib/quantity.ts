import { parseQuantity } from './availability/quantity';
import { RefusedError } from './refuse';

function number(quantity: string): number {
  const value = parseQuantity(quantity);
  if (value === undefined) throw new RefusedError(`'${quantity}' is no Kubernetes quantity; write for example 500m, 2 or 512Mi`);
  return value;
}

/** The bytes of a quantity such as `512Mi`. @throws where it is none */
export const bytes = number;

/** The processors of a quantity such as `500m`. @throws where it is none */
export const cores = number;
