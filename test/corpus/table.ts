import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { Diagnostic } from '../../src/manifests/diagnostic';
import { idOf } from '../../src/manifests/identity';

const file = join(__dirname, 'findings.csv');

/** What a person says of a finding: it is so; the manifests leave it open; it is not so. */
export const judgements = ['true', 'question', 'false'] as const;

const columns = ['set', 'severity', 'rule', 'object', 'pointer', 'message', 'judgement', 'because'] as const;

/** A finding in a set, and what a person says of it; both empty if nobody has judged it. */
export type Row = Readonly<Record<(typeof columns)[number], string>>;

/** Every finding that has been judged. */
export function judged(): readonly Row[] {
  return parse<Row>(readFileSync(file, 'utf8'), { columns: true });
}

/** A finding as a row, with the judgement of the same finding in a table. */
export function rowOf(set: string, { severity, rule, place, message }: Diagnostic, table: ReadonlyMap<string, Row>): Row {
  // Input that can't be read has no object, but a file and a line.
  const object = place.object ? idOf(place.object) : `${place.file}:${place.line}`;
  const found = { set, severity, rule, object, pointer: place.pointer ?? '', message };
  const known = table.get(identity(found));
  return { ...found, judgement: known?.judgement ?? '', because: known?.because ?? '' };
}

/** Judgements hold for a finding of the same words, whatever its severity. */
export function identity({ set, rule, object, pointer, message }: Omit<Row, 'judgement' | 'because' | 'severity'>): string {
  return JSON.stringify([set, rule, object, pointer, message]);
}

/** Writes the table. */
export function write(rows: readonly Row[]): void {
  const lines = [columns, ...rows.map((row) => columns.map((column) => row[column]))];
  writeFileSync(file, `${lines.map((cells) => cells.map(quoted).join(',')).join('\n')}\n`);
}

function quoted(cell: string): string {
  return /[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
