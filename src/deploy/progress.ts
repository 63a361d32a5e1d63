/** Where the progress is shown: standard output. */
export interface Screen {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

const CLEAR_BELOW = '\x1b[0J';

/**
 * Shows lines that stay and, below them, a block of what is under way. On a terminal the block is redrawn; elsewhere each line of it that is new is
 * written once.
 */
export class Progress {
  private readonly screen: Screen;
  private block: readonly string[] = [];

  constructor(screen: Screen) {
    this.screen = screen;
  }

  /** Writes a line that stays. */
  line(text: string): void {
    const { block } = this;
    this.erase();
    this.screen.write(`${text}\n`);
    this.draw(block);
  }

  /** Shows what is under way; nothing if there is none. */
  show(lines: readonly string[]): void {
    if (this.screen.isTTY) {
      this.erase();
      this.draw(lines);
      return;
    }
    for (const line of lines) if (!this.block.includes(line)) this.screen.write(`${line}\n`);
    this.block = lines;
  }

  private draw(lines: readonly string[]): void {
    if (!this.screen.isTTY) return;
    for (const line of lines) this.screen.write(`${this.clipped(line)}\n`);
    this.block = lines;
  }

  private erase(): void {
    if (!this.screen.isTTY || this.block.length === 0) return;
    this.screen.write(`\x1b[${this.block.length}A${CLEAR_BELOW}`);
    this.block = [];
  }

  /** A line that wraps would be two to erase. */
  private clipped(line: string): string {
    const { columns = 80 } = this.screen;
    return line.length < columns ? line : `${line.slice(0, columns - 4)}...`;
  }
}
