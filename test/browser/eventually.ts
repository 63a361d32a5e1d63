import { setTimeout as pause } from 'node:timers/promises';

/** Longer than any page takes, and shorter than a test may. */
const PATIENCE = 30_000;

/** Repeats what expects something of a page until it holds: what a click changes is shown in a later task. Throws what the last try did. */
export async function eventually(expectation: () => Promise<void>): Promise<void> {
  const end = performance.now() + PATIENCE;
  for (;;) {
    try {
      return await expectation();
    } catch (error) {
      if (performance.now() > end) throw error;
      await pause(50);
    }
  }
}
