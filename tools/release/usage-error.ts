/** What keeps an image from being released or promoted, and what to do instead. These tools are copied into new repositories, so they import no library. */
export class UsageError extends Error {
  constructor(message: string, fix: string) {
    super(`${message}; ${fix}`);
  }
}
