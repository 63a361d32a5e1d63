import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parse, stringify } from 'yaml';

/** Where the survivors of a source file are kept, each with the reason why no test has to notice it. */
const recordOf = (file) => file.replace(/^src\/(.*)\.ts$/, 'test/mutation/survivors/$1.yaml');

/**
 * Writes what a run says of one source file: counts, and the survivors by the reason given for them; those of none are `open`.
 *
 * What another run of the same text detected, with other tests, stays detected.
 *
 * @param isPart whether only some lines were mutated: then what survived elsewhere in an earlier run of the same text is kept
 */
export function record(file, report, isPart = false) {
  const { mutants: all, source } = report.files[file];
  const counted = all.filter(({ status }) => status !== 'Ignored');
  const path = recordOf(file);
  const before = existsSync(path) ? parse(readFileSync(path, 'utf8')) : {};
  const text = createHash('sha1').update(source).digest('hex').slice(0, 12);
  const survivedBefore = new Set(listedIn(before));
  if (isPart && before.text !== text) return { file, kept: 'nothing: run the whole file first' };
  const survived = counted
    .filter(({ status }) => status === 'Survived' || status === 'NoCoverage')
    .map((it) => inWords(it, source))
    .filter((it) => before.text !== text || survivedBefore.has(it));
  const tried = new Set(counted.map((it) => inWords(it, source)));
  const missed = isPart ? [...listedIn(before).filter((it) => !tried.has(it)), ...survived] : survived;
  const mutants = isPart ? before.mutants : counted.length;
  const argued = (before.argued ?? [])
    .map(({ because, survivors }) => ({ because, survivors: survivors.filter((it) => missed.includes(it)) }))
    .filter(({ survivors }) => survivors.length > 0);
  const known = new Set(argued.flatMap(({ survivors }) => survivors));
  const open = missed.filter((it) => !known.has(it));
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, stringify({ text, mutants, detected: mutants - missed.length, argued, open }, { lineWidth: 0 }));
  return { file, mutants, detected: mutants - missed.length, open: open.length };
}

/** Survivors that a record lists, argued or not. */
function listedIn({ argued = [], open = [] }) {
  return [...argued.flatMap(({ survivors }) => survivors), ...open];
}

/** `before -> after`, with the line it stands in; lines are not numbered, since numbers move with each edit. */
function inWords({ location, replacement }, source) {
  const lines = source.split('\n').slice(location.start.line - 1, location.end.line);
  const line = lines[0].trim();
  const last = lines.length - 1;
  lines[last] = lines[last].slice(0, location.end.column - 1);
  lines[0] = lines[0].slice(location.start.column - 1);
  const before = short(lines.join(' '), 70);
  return `${before} -> ${short(replacement, 70)}${line === before ? '' : `   in   ${short(line, 140)}`}`;
}

function short(text, most) {
  const words = text.replace(/\s+/g, ' ').trim();
  return words.length > most ? `${words.slice(0, most)}…` : words;
}
