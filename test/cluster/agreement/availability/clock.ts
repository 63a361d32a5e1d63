import { setTimeout as pause } from 'node:timers/promises';

/** Seconds that count: it stands still while something is done that is not to be measured. */
export class Clock {
  private counted = 0;
  private since: number | undefined;

  start(): void {
    this.since ??= performance.now();
  }

  stop(): void {
    this.counted = this.now();
    this.since = undefined;
  }

  get runs(): boolean {
    return this.since !== undefined;
  }

  now(): number {
    return this.counted + (this.since === undefined ? 0 : (performance.now() - this.since) / 1000);
  }

  /** Waits until it shows this time, asking between whether something is to be done first, which may stop it and start it again. */
  async until(time: number, between: () => Promise<void>): Promise<void> {
    for (;;) {
      await between();
      const left = time - this.now();
      if (left <= 0) return;
      await pause(Math.min(left, 0.05) * 1000);
    }
  }
}
