/** What follows from a number of pods, each number being looked at once: it is asked for again and again, with few of them. */
export function memoized<T>(ask: (pods: number) => T): (pods: number) => T {
  const known = new Map<number, T>();
  return (pods) => {
    const answer = known.get(pods) ?? ask(pods);
    known.set(pods, answer);
    return answer;
  };
}
