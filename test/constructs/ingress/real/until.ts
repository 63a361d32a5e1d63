import { setTimeout as wait } from 'node:timers/promises';

/**
 * Waits until a condition holds, and looks every 20 ms.
 *
 * @throws an error with the condition's description if it doesn't hold within 30 seconds
 */
export async function until(holds: () => boolean | Promise<boolean>, description: string): Promise<void> {
  const deadline = performance.now() + 30_000;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`not within 30 seconds: ${description}`);
    await wait(20);
  }
}
