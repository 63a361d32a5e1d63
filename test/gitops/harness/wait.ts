import type { Cluster } from '../../cluster/harness/cluster';
import type { Watched } from './watched';

/** In minutes. Far above what anything takes, so that a loaded machine fails nothing. */
const PATIENCE = 20;

/**
 * Waits, by watching, until the question has an answer other than undefined or false.
 *
 * @param clusters of which a part that ends fails the wait
 * @param what ends the sentence "waited ... minutes for"
 * @param explain says what is in the way, for the error message
 */
export function when<T>(
  clusters: readonly Cluster[],
  watched: Watched,
  what: string,
  question: () => T | undefined | false,
  explain: () => string,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const ends: (() => void)[] = [];
    const over = (end: () => void): void => {
      for (const stop of ends) stop();
      end();
    };
    const ask = (): void => {
      try {
        for (const { state } of clusters) state.check();
        const answer = question();
        if (answer !== undefined && answer !== false) over(() => resolve(answer));
      } catch (error) {
        over(() => reject(error));
      }
    };
    const timeout = setTimeout(
      () => over(() => reject(new Error(`waited ${PATIENCE} minutes for ${what}\n${explain()}`))),
      PATIENCE * 60_000,
    );
    ends.push(() => clearTimeout(timeout), ...clusters.map(({ state }) => state.onChange(ask)), watched.each(ask));
    ask();
  });
}
