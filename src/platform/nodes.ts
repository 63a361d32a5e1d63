import type { Size } from 'cdk8s';
import type { Cpu } from 'cdk8s-plus-27';
import { bytesOf, millicoresOf } from '../constructs/parts/amount';
import type { Refusal } from '../constructs/parts/refuse';
import { shown } from '../constructs/parts/shown';
import { countRefusals } from './checks';
import type { Machine, Machines } from './machine';

/** The equal worker nodes of a platform. */
export interface WorkerNodes {
  /** The number of nodes, for each zone if the platform has zones. */
  readonly count: number;

  /** The CPU of a machine. */
  readonly cpu: Cpu;

  /** The memory of a machine. */
  readonly memory: Size;
}

const MIB = 2 ** 20;

/** The same in plain numbers. */
export function machinesOf({ count, cpu, memory }: WorkerNodes): Machines {
  return { count, millicores: millicoresOf(cpu) ?? 0, mebibytes: (bytesOf(memory) ?? 0) / MIB };
}

/** The refusals of the nodes of a platform. */
export function nodesRefusals(nodes: WorkerNodes, least: Machine): Refusal[] {
  if (typeof nodes !== 'object' || nodes === null) {
    return [{ setting: 'nodes', message: `must have count, cpu and memory, got ${shown(nodes)}`, fix: 'write all three' }];
  }
  const { millicores, mebibytes } = machinesOf(nodes);
  const found = countRefusals('nodes.count', nodes.count);
  if (millicores < least.millicores) {
    const message = `must be a Cpu of ${least.millicores / 1000} or more, got ${shown(nodes.cpu)}`;
    found.push({ setting: 'nodes.cpu', message, fix: 'write for example Cpu.units(2), with Cpu from cdk8s-plus-27' });
  }
  if (mebibytes < least.mebibytes) {
    const message = `must be a Size of ${least.mebibytes / 1024}Gi or more, got ${shown(nodes.memory)}`;
    found.push({ setting: 'nodes.memory', message, fix: 'write for example Size.gibibytes(8), with Size from cdk8s' });
  }
  return found;
}
