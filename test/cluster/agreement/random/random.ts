/** Numbers from a 32-bit seed: the same seed gives the same ones on every machine. */
export class Random {
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
    // Neighbouring seeds begin alike; a few steps later they don't.
    for (let step = 0; step < 4; step++) this.fraction();
  }

  /** From 0 up to 1. Mulberry32. */
  fraction(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number of the range, both ends included. */
  integer(from: number, to: number): number {
    return from + Math.floor(this.fraction() * (to - from + 1));
  }

  /** Whether something happens that does so with this probability. */
  chance(probability: number): boolean {
    return this.fraction() < probability;
  }

  /** One of several; what stands there more than once comes more often. */
  pick<T>(of: readonly [T, ...T[]]): T {
    return of[this.integer(0, of.length - 1)] as T;
  }
}
