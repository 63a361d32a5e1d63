import { CsvError, parse } from 'csv-parse/sync';
import { InputError, InputErrors, reasonOf } from '../manifests/input-error';
import { nearest } from '../manifests/nearest';
import { show } from '../manifests/words';
import { type Incident, type IncidentRecord, incidentMistakes, rowOf, timeOf } from './incidents';

/** The window of a record, where the file's first and last incident aren't its ends. */
export interface RecordWindow {
  readonly from?: string;
  readonly until?: string;
}

const columns = ['start', 'end', 'cause', 'share'] as const;
const EXAMPLE = 'write a first line start,end,cause,share';

interface Row {
  readonly line: number;
  readonly values: Readonly<Record<string, string>>;
}

/**
 * The record in the text of a CSV file with the columns start, end, cause and share, service where incidents are about one, and any others.
 *
 * Without a window it begins with the first incident and ends with the last, which overstates their rates rather than understating them.
 *
 * @throws InputErrors with every invalid value, each with its line
 */
export function incidentRecordOf(text: string, file: string, { from, until }: RecordWindow = {}): IncidentRecord {
  const rows = rowsOf(text, file);
  const errors: InputError[] = [];
  const incidents = rows.map(({ line, values }) => {
    const incident = incidentIn(values);
    for (const { field, message, fix } of incidentMistakes(incident, values))
      errors.push(new InputError(`${field}: ${message}`, fix, { file, line }));
    return incident as Incident;
  });
  if (errors.length > 0) throw InputErrors.of(errors);
  if (incidents.length === 0 && (from === undefined || until === undefined)) {
    throw new InputError('no incident in the record', "add one, or say how long there was none: 'from' and 'until'", { file });
  }
  requireEnded(rows, incidents, file);
  if (incidents.length === 1 && from === undefined && until === undefined) {
    throw new InputError('one incident does not say how long was recorded', "say when the record began and ended: 'from' and 'until'", {
      file,
    });
  }
  const record: IncidentRecord = { source: file, from: from ?? earliest(incidents), until: until ?? latest(incidents), incidents };
  requireWindow(record, file);
  requireInside(rows, record, file);
  requireOnce(rows, record, file);
  requireApart(rows, record, file);
  return record;
}

function incidentIn(values: Row['values']): { readonly [F in keyof Incident]: unknown } {
  const { start, end, cause = '', share, service } = values;
  return {
    start,
    end,
    cause: cause.toLowerCase().replaceAll(/[\s_]+/g, '-'),
    share: shareIn(share ?? ''),
    ...(service ? { service } : {}),
  };
}

/** A fraction or a percentage; else the text, for its message. */
function shareIn(text: string): number | string {
  const [, number, percent] = /^(\d+(?:\.\d+)?)\s*(%?)$/.exec(text) ?? [];
  if (number === undefined) return text;
  return percent ? Number(`${number}e-2`) : Number(number);
}

function rowsOf(text: string, file: string): readonly Row[] {
  try {
    const parsed = parse(text, {
      bom: true,
      columns: (header: readonly string[]) => namesOf(header, file),
      comment: '#',
      comment_no_infix: true,
      info: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as readonly { readonly record: Row['values']; readonly info: { readonly lines: number } }[];
    const rows = parsed.map(({ record, info }) => ({ line: info.lines, values: record }));
    // A file without a header has no rows either.
    if (rows.length === 0 && !/^\s*start\b/im.test(text)) throw new InputError('the record has no columns', EXAMPLE, { file });
    return rows;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new InputError(...faultOf(error), { file, line: Number(error['lines']) || 1 });
  }
}

/** The names of the columns. Others than those that are read may hold notes and links. */
function namesOf(header: readonly string[], file: string): string[] {
  const names = header.map((name) => name.toLowerCase().replace(/^share of users$/, 'share'));
  const missing = columns.find((name) => !names.includes(name));
  if (missing === undefined) return names;
  const meant = nearest(
    missing,
    names.filter((name) => !(columns as readonly string[]).includes(name)),
  );
  const found = names.length === 1 ? `one column, ${show(header[0])}` : `${names.length} columns: ${header.join(', ')}`;
  throw new InputError(
    `the column '${missing}' is missing; the file has ${found}`,
    meant ? `rename '${meant}' to '${missing}'` : `${EXAMPLE}, separated by commas`,
    { file, line: 1 },
  );
}

function faultOf(error: CsvError): [message: string, fix: string] {
  const { code } = error;
  const record = error['record'];
  const header = error['columns'];
  if (code === 'CSV_RECORD_INCONSISTENT_COLUMNS' && Array.isArray(record) && Array.isArray(header)) {
    return [
      `${record.length} values in a table of ${header.length} columns`,
      'write one value for each column, and quote values with commas',
    ];
  }
  if (code === 'CSV_QUOTE_NOT_CLOSED') return ['a quoted value never ends', 'close the quote'];
  return [`invalid CSV: ${reasonOf(error)}`, 'quote values with commas, and double the quotes inside of quotes'];
}

function earliest(incidents: readonly Incident[]): string {
  return incidents.map(({ start }) => start).reduce((one, other) => ((timeOf(other) ?? 0) < (timeOf(one) ?? 0) ? other : one));
}

function latest(incidents: readonly Incident[]): string {
  return incidents.map(({ end }) => end).reduce((one, other) => ((timeOf(other) ?? 0) > (timeOf(one) ?? 0) ? other : one));
}

function requireWindow({ from, until }: IncidentRecord, file: string): void {
  if ((timeOf(from) ?? 0) < (timeOf(until) ?? 0)) return;
  throw new InputError(`the record ends, ${show(until)}, before it begins, ${show(from)}`, "write 'until' after 'from'", { file });
}

function requireInside(rows: readonly Row[], { from, until, incidents }: IncidentRecord, file: string): void {
  const [first, last] = [timeOf(from) ?? 0, timeOf(until) ?? 0];
  const outside = incidents.flatMap(({ start, end }, index) => {
    const line = rows[index]?.line;
    if ((timeOf(start) ?? 0) < first) {
      return new InputError(`start: ${show(start)} is before the record begins, ${show(from)}`, "move 'from', or remove the incident", {
        file,
        line,
      });
    }
    if ((timeOf(end) ?? 0) <= last) return [];
    return new InputError(`end: ${show(end)} is after the record ends, ${show(until)}`, "move 'until', or remove the incident", {
      file,
      line,
    });
  });
  if (outside.length > 0) throw InputErrors.of(outside);
}

/** An incident that has not ended yet has no duration. */
function requireEnded(rows: readonly Row[], incidents: readonly Incident[], file: string): void {
  const now = Date.now();
  const wrong = incidents.flatMap(({ end }, index) => {
    if ((timeOf(end) ?? 0) <= now) return [];
    return new InputError(`end: ${show(end)} is in the future`, 'write when it ended', { file, line: rows[index]?.line });
  });
  if (wrong.length > 0) throw InputErrors.of(wrong);
}

/** An incident that stands there twice counts twice. */
function requireOnce(rows: readonly Row[], { incidents }: IncidentRecord, file: string): void {
  const lines = new Map<string, number | undefined>();
  const wrong = incidents.flatMap(({ start, end, cause, share, service }, index) => {
    const line = rows[index]?.line;
    const key = [timeOf(start), timeOf(end), cause, share, service].join();
    const before = lines.get(key);
    lines.set(key, before ?? line);
    return before === undefined ? [] : new InputError(`the same incident as in line ${before}`, 'remove one of them', { file, line });
  });
  if (wrong.length > 0) throw InputErrors.of(wrong);
}

/** Incidents of one cause at one time would count each of their minutes twice, and as two events. */
function requireApart(rows: readonly Row[], { incidents }: IncidentRecord, file: string): void {
  const placed = incidents.map((incident, index) => ({ incident, line: rows[index]?.line }));
  const sorted = placed.sort((a, b) => (timeOf(a.incident.start) ?? 0) - (timeOf(b.incident.start) ?? 0));
  const last = new Map<string, { readonly end: number; readonly line: number | undefined }>();
  const wrong = sorted.flatMap(({ incident, line }) => {
    const key = [rowOf(incident), incident.service].join(' ');
    const [began, end, before] = [timeOf(incident.start) ?? 0, timeOf(incident.end) ?? 0, last.get(key)];
    if (before === undefined || end > before.end) last.set(key, { end, line });
    if (before === undefined || began >= before.end) return [];
    const fix = 'write one incident of both, with the share that failed at a time, or the service of each';
    return new InputError(`it overlaps the incident of the same cause in line ${before.line}`, fix, { file, line });
  });
  if (wrong.length > 0) throw InputErrors.of(wrong);
}
