import type { Catalog } from './catalog';
import { checkScalar } from './scalars';
import type { Type } from './type';

const zeros: Readonly<Record<string, unknown>> = {
  any: undefined,
  object: {},
  boolean: false,
  quantity: 0,
  amount: 0,
  time: undefined,
  'micro-time': undefined,
};

const numbers =
  /^(int32|int64|number|count|positive|port|user|optional-port|count-or-percent|int(64)?-or-string|(optional-)?port-or-name)$/;

/** The Go zero value that a null list item is decoded to; undefined if it is always valid. */
export function zeroOf(type: Type, catalog: Catalog): unknown {
  switch (type.form) {
    case 'reference':
      return zeroOf(catalog.definition(type.name), catalog);
    case 'limit':
      return zeroOf(type.type, catalog);
    case 'fields':
    case 'map':
      return {};
    case 'list':
      return [];
    case 'enum':
      return '';
    case 'scalar':
      return type.name in zeros ? zeros[type.name] : numbers.test(type.name) ? 0 : '';
  }
}

/** Whether the format of a type accepts an empty string, so that only `required` can reject it. */
export function canBeEmptyText(type: Type): boolean {
  return type.form === 'scalar' && type.name !== 'any' && checkScalar(type.name, '') === undefined;
}
