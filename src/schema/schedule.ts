import { isGoDuration } from '../manifests/duration';
import type { Format } from './formats';

interface Field {
  readonly what: string;
  readonly least: number;
  readonly most: number;
  readonly names?: readonly string[];
}

const fields: readonly Field[] = [
  { what: 'minute', least: 0, most: 59 },
  { what: 'hour', least: 0, most: 23 },
  { what: 'day of the month', least: 1, most: 31 },
  {
    what: 'month',
    least: 1,
    most: 12,
    names: ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
  },
  { what: 'day of the week', least: 0, most: 6, names: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] },
];

const named = /^@(yearly|annually|monthly|weekly|daily|midnight|hourly)$/;
const every = '@every ';

/** The schedule of a CronJob. Source: ParseStandard of github.com/robfig/cron v3, and validateScheduleFormat of pkg/apis/batch/validation. */
export const schedule: Format = (value) => {
  if (value.includes('TZ')) return { message: `'${value}' contains a time zone`, fix: "move the time zone to 'timeZone'" };
  if (value.startsWith('@')) {
    const fix = "use @hourly, @daily, @weekly, @monthly or @yearly, or five fields such as '0 3 * * *'";
    const fine = value.startsWith(every) ? isGoDuration(value.slice(every.length)) : named.test(value);
    return fine ? undefined : { message: `'${value}' is not a cron schedule`, fix };
  }
  const parts = value.trim().split(/\s+/);
  if (parts.length !== fields.length) {
    const fix = "write minute, hour, day of the month, month and day of the week, such as '0 3 * * *'";
    return { message: `'${value}' has ${parts.length} ${parts.length === 1 ? 'field' : 'fields'}, a cron schedule has 5`, fix };
  }
  for (const [index, field] of fields.entries()) {
    const wrong = parts[index]?.split(',').find((range) => range !== '' && !isRange(range, field));
    if (wrong === undefined) continue;
    return {
      message: `'${wrong}' is not a valid ${field.what}`,
      fix: `use numbers from ${field.least} to ${field.most}, such as 1, 1-5 or */2`,
    };
  }
  return undefined;
};

/** Those that need no look-up: the list of all zones takes a process ten milliseconds when it is read first, and a zone one more. */
const known = new Set(['UTC', 'Etc/UTC']);

/**
 * The time zone of a CronJob: a name of the IANA database in its own case, which ICU ignores.
 *
 * Source: validateTimeZone of pkg/apis/batch/validation.
 */
export const timeZone: Format = (value) => {
  if (known.has(value)) return undefined;
  const spelled = Intl.supportedValuesOf('timeZone').find((name) => name.toLowerCase() === value.toLowerCase());
  if (/^[A-Z]/.test(value) && (spelled ?? value) === value && isZone(value)) {
    known.add(value);
    return undefined;
  }
  return {
    message: `'${value}' is not a time zone`,
    fix: `write a name such as ${spelled ?? 'Europe/Berlin'}, or remove it for that of the control plane`,
  };
};

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}

/** As getRange parses it: a number, a name, a range or a star, and an optional step. */
function isRange(text: string, field: Field): boolean {
  const [range = '', step, ...moreSteps] = text.split('/');
  const [low = '', high, ...moreEnds] = range.split('-');
  if (moreSteps.length > 0 || (step !== undefined && !(numberIn(step) > 0))) return false;
  if (low === '*' || low === '?') return true;
  const start = numberIn(low, field);
  const end = high !== undefined ? numberIn(high, field) : step === undefined ? start : field.most;
  return moreEnds.length === 0 && start >= field.least && start <= end && end <= field.most;
}

function numberIn(text: string, field?: Field): number {
  const name = field?.names?.indexOf(text.toLowerCase()) ?? -1;
  if (field && name >= 0) return name + field.least;
  return /^\+?\d+$/.test(text) ? Number(text) : Number.NaN;
}
