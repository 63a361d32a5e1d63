import { isTooDeep } from '../nesting';
import { isObject } from '../value';
import { parseYaml } from '../yaml';
import type { FileSetting } from './file-setting';
import { isNginx, nginxSettings } from './nginx';

/** A longer file is read line by line: only YAML and JSON of a usual size are parsed. */
const longest = 200_000;

/** Pages, and descriptions of an interface. */
const forReaders = /\.(?:html?|md|css|svg)$|(?:openapi|swagger)[\w.-]*\.(?:ya?ml|json)$/i;

/**
 * The settings in a configuration file, by its name and its content: JSON, YAML, TOML, .env, .properties, ini, and what nginx passes requests to. A comment is no
 * setting.
 */
export function fileSettings(file: string, text: string): readonly FileSetting[] {
  if (forReaders.test(file)) return [];
  if (isNginx(text)) return nginxSettings(text);
  const isData = /\.(ya?ml|json)$/i.test(file) || /^\s*[[{]/.test(text);
  return (isData ? dataSettings(text) : undefined) ?? lineSettings(file, text);
}

/** The leaves of YAML or JSON; undefined for a text that is neither, such as a template. */
function dataSettings(text: string): readonly FileSetting[] | undefined {
  const json = jsonIn(text);
  if (json !== undefined) return leaves(json, '');
  if (text.length > longest) return undefined;
  try {
    return parseYaml(text, 'configuration').flatMap(({ value }) => leaves(value, ''));
  } catch {
    return undefined;
  }
}

function jsonIn(text: string): unknown {
  if (!/^\s*[[{]/.test(text) || isTooDeep(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Items of a list have the path of the list. */
function leaves(value: unknown, path: string): readonly FileSetting[] {
  if (typeof value === 'string') return value === '' ? [] : [{ name: path, text: value }];
  if (typeof value === 'boolean') return [{ name: path, text: String(value) }];
  if (Array.isArray(value)) return value.flatMap((item) => leaves(item, path));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, part]) => leaves(part, path === '' ? key : `${path}.${key}`));
}

const comment = /^\s*([#;!]|\/\/|--\s)/;
const assignment = /^\s*(?:export\s+|set\s+)?["']?([\w.[\]/-]+)["']?\s*(?:=>?|:(?=\s|$))\s*(.*)$/;
const section = /^\s*\[+([^\]]+)\]+\s*$/;

/** `key = value` and `key: value`, line by line, under the section that holds them. A line without a key belongs to the key before it. */
function lineSettings(file: string, text: string): readonly FileSetting[] {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '' && !comment.test(line));
  if (lines.length === 1 && !assignment.test(lines[0] as string)) return [{ name: file, text: unquoted(lines[0] as string) }];
  let [within, key] = ['', ''];
  return lines.flatMap((line) => {
    const title = section.exec(line)?.[1];
    if (title !== undefined) {
      within = `${title.trim()}.`;
      return [];
    }
    const [, name, value] = assignment.exec(line) ?? [];
    if (name !== undefined) key = `${within}${name}`;
    const given = unquoted(value ?? line);
    return given === '' ? [] : [{ name: key, text: given }];
  });
}

/** A value without its quotes, and without the comment after it. */
function unquoted(text: string): string {
  const trimmed = text.trim();
  const quoted = /^(["'])(.*?)\1/.exec(trimmed)?.[2];
  return (
    quoted ??
    trimmed
      .replace(/\s[#;].*$/, '')
      .replace(/,$/, '')
      .trim()
  );
}
