import type { State } from './state';

/** How long to wait for something, in seconds, before it counts as stuck: far above what it takes, so that a loaded machine fails nothing. */
const PATIENCE = 90;

/**
 * Waits, by watching, until the question has an answer other than undefined or false.
 *
 * @param what ends the sentence "waited ... seconds for"
 * @param question is asked at once and after each change
 * @param explain says what is in the way, for the error message
 */
export function until<T>(
  state: State,
  what: string,
  question: () => T | undefined | false,
  explain: () => string = () => podsInTheWay(state),
  seconds = PATIENCE,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const over = (end: () => void): void => {
      unsubscribe();
      clearTimeout(timeout);
      end();
    };
    const ask = (): void => {
      try {
        state.check();
        const answer = question();
        if (answer !== undefined && answer !== false) over(() => resolve(answer));
      } catch (error) {
        over(() => reject(error));
      }
    };
    const unsubscribe = state.onChange(ask);
    const timeout = setTimeout(() => over(() => reject(new Error(`waited ${seconds} s for ${what}\n${explain()}`))), seconds * 1000);
    ask();
  });
}

/** Pods that are not ready, each with what the control plane says of it. */
function podsInTheWay(state: State): string {
  const lines = state
    .all('pods')
    .filter(
      (pod) =>
        pod.metadata?.deletionTimestamp || !pod.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True'),
    )
    .map((pod) => {
      const unscheduled = pod.status?.conditions?.find(({ type }) => type === 'PodScheduled')?.message;
      const doing = pod.metadata?.deletionTimestamp ? 'is being deleted' : (unscheduled ?? `is ${pod.status?.phase}, not ready`);
      return `  pod ${pod.metadata?.namespace}/${pod.metadata?.name} on ${pod.spec?.nodeName ?? 'no node'}: ${doing}`;
    });
  return lines.length > 0 ? lines.join('\n') : '  no pod is in the way';
}
