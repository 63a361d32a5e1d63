import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A whole process that is measured. */
export interface Program {
  readonly name: string;

  /** What it does with the same objects as the others of its task; only these are compared. */
  readonly task: 'synth' | 'check' | 'floor';
  readonly command: readonly [string, ...string[]];
  readonly cwd: string;

  /** Its exit codes besides 0: a check has findings. */
  readonly codes?: readonly number[];

  /** What comes before each run and isn't measured. */
  readonly prepare?: () => void;
}

/** What a program took, in multiples of `node -e 0` in the same round. */
export interface Measurement {
  readonly name: string;
  readonly task: Program['task'];

  /** The median over the rounds, of wall time. */
  readonly wall: number;

  /** Of processor time, user and system, of all rounds together: the operating system counts it in steps of 10 ms. */
  readonly processor: number;
}

/** What all programs took at one size. */
export interface Result {
  readonly services: number;
  readonly measurements: readonly Measurement[];
}

/** Milliseconds from which a program is measured once. */
const SLOW = 10_000;

interface Cost {
  readonly wall: number;
  readonly processor: number;
}

/** Runs the programs in turns, the first of which is the floor, so that a machine that becomes slower is slower for all of them. */
export function measured(programs: readonly Program[], rounds: number): readonly Measurement[] {
  const first = programs.map(cost);
  const costs = Array.from({ length: rounds }, () =>
    // Of one that takes so long, starting it the first time is no part that counts.
    programs.map((program, index) => ((first[index] as Cost).wall > SLOW ? (first[index] as Cost) : cost(program))),
  );
  const floors = costs.map(([floor]) => floor as Cost);
  const sum = (values: readonly Cost[]) => values.reduce((total, { processor }) => total + processor, 0);
  return programs.map(({ name, task }, index) => {
    const own = costs.map((round) => round[index] as Cost);
    const walls = own.map(({ wall }, round) => wall / (floors[round] as Cost).wall).sort((a, b) => a - b);
    return { name, task, wall: walls[Math.floor(walls.length / 2)] as number, processor: sum(own) / sum(floors) };
  });
}

/** What a program prints. @throws if it fails */
export function output({ name, command, cwd, codes = [] }: Pick<Program, 'name' | 'command' | 'cwd' | 'codes'>): string {
  const [program, ...args] = command;
  const { status, stdout, stderr, error } = spawnSync(program, args, { cwd, encoding: 'utf8', maxBuffer: 2 ** 30 });
  // A check that found something says what; one that didn't start ends with the same code.
  const isFinding = codes.includes(status ?? -1) && stdout !== '';
  if (status !== 0 && !isFinding) throw new Error(`${name} ended with ${status}: ${error ?? stderr ?? stdout}`);
  return stdout;
}

function cost(program: Program): Cost {
  program.prepare?.();
  const processor = ofChildren();
  const start = performance.now();
  output(program);
  return { wall: performance.now() - start, processor: ofChildren() - processor };
}

/** The processor time of all processes that have ended here and below, as Linux counts it, in seconds. */
function ofChildren(): number {
  const text = readFileSync('/proc/self/stat', 'utf8');
  const [user = 0, system = 0] = text.slice(text.lastIndexOf(')')).split(' ').slice(14, 16).map(Number);
  return (user + system) / 100;
}
