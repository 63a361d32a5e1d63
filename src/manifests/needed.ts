import { parsePercent } from './percentage';

/** How many pods a service needs: a number, a percentage of its replicas such as `60%`, or more than half of them. */
export type Needed = number | 'majority' | `${number}%`;

/** What an annotation says is needed; undefined where it can't be read. */
export function neededIn(text: string): Needed | undefined {
  if (text === 'majority') return text;
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  const percent = parsePercent(text);
  return percent !== undefined && percent >= 1 && percent <= 100 ? `${percent}%` : undefined;
}

/** The number of pods, rounded up, so that a percentage never asks for less than it says. */
export function podsNeeded(needed: Needed, replicas: number): number {
  if (needed === 'majority') return Math.floor(replicas / 2) + 1;
  return typeof needed === 'number' ? needed : Math.max(1, Math.ceil((replicas * Number.parseInt(needed, 10)) / 100));
}
