import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { miss } from './report';
import type { Row } from './row';

/** Where the rows of the last run are, one JSON object a line. */
const FILE = join(__dirname, '..', '..', '..', '..', 'build', 'agreement', 'rows.jsonl');

/** The rows of a run, written down as they come: what was seen outlasts a run that is broken off. */
export class Journal {
  readonly rows: Row[] = [];

  constructor() {
    mkdirSync(dirname(FILE), { recursive: true });
    writeFileSync(FILE, '');
  }

  add(rows: readonly Row[]): void {
    for (const row of rows) {
      this.rows.push(row);
      appendFileSync(FILE, `${JSON.stringify(row)}\n`);
      if (!row.agrees) process.stderr.write(`${miss(row)}\n`);
    }
  }
}
