/** What is to happen, the earliest first: a binary heap, since thousands of years hold many events. */
export class Agenda {
  now = 0;
  private readonly heap: { readonly time: number; readonly act: () => void }[] = [];

  at(time: number, act: () => void): void {
    const { heap } = this;
    let index = heap.push({ time, act }) - 1;
    for (let parent = (index - 1) >> 1; index > 0 && this.time(parent) > time; parent = (index - 1) >> 1) {
      this.swap(index, parent);
      index = parent;
    }
  }

  /** The time of the next event. */
  get upcoming(): number {
    return this.heap.length > 0 ? this.time(0) : Number.POSITIVE_INFINITY;
  }

  next(): void {
    const [first] = this.heap;
    const last = this.heap.pop();
    if (!first || !last) throw new Error('nothing is to happen any more');
    if (this.heap.length > 0) this.sink(last);
    this.now = first.time;
    first.act();
  }

  private sink(entry: { readonly time: number; readonly act: () => void }): void {
    this.heap[0] = entry;
    for (let index = 0; ; ) {
      const left = 2 * index + 1;
      const least = [left, left + 1].reduce(
        (best, child) => (child < this.heap.length && this.time(child) < this.time(best) ? child : best),
        index,
      );
      if (least === index) return;
      this.swap(index, least);
      index = least;
    }
  }

  private time(index: number): number {
    return (this.heap[index] as { time: number }).time;
  }

  private swap(a: number, b: number): void {
    const { heap } = this;
    [heap[a], heap[b]] = [heap[b] as (typeof heap)[number], heap[a] as (typeof heap)[number]];
  }
}
