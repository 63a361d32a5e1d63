import { Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { type EntryClass, Platform } from '../src';

const nodes = { cpu: Cpu.units(2), memory: Size.gibibytes(8) };

/** Three nodes without zones. */
export function flat(ingress?: EntryClass): Platform {
  return Platform.digitalOcean({ kubernetes: '1.36', region: 'fra1', nodes: { ...nodes, count: 3 }, ingress });
}

/** Two nodes in each of three zones. */
export function zoned(ingress?: EntryClass): Platform {
  return Platform.aws({ kubernetes: '1.36', zones: ['a', 'b', 'c'], nodes: { ...nodes, count: 2 }, ingress });
}
