// Stacks name the lines of sources, though bundles run.
const { existsSync, readFileSync } = require('node:fs');
const { SourceMap } = require('node:module');
const { relative, resolve } = require('node:path');

/** @param root what the sources of the maps are relative to */
function nameSources(root) {
  const maps = new Map();
  const mapOf = (file) => {
    if (!maps.has(file))
      maps.set(file, existsSync(`${file}.map`) ? new SourceMap(JSON.parse(readFileSync(`${file}.map`, 'utf8'))) : undefined);
    return maps.get(file);
  };
  Error.prepareStackTrace = (error, calls) => [String(error), ...calls.map((call) => `    at ${placed(call, mapOf, root)}`)].join('\n');
}

function placed(call, mapOf, root) {
  const text = String(call);
  const file = call.getFileName();
  const map = file?.endsWith('.js') ? mapOf(file) : undefined;
  const found = map?.findEntry(call.getLineNumber() - 1, call.getColumnNumber() - 1);
  if (!found?.originalSource) return text;
  const source = relative(process.cwd(), resolve(root, found.originalSource));
  const place = `${source}:${found.originalLine + 1}:${found.originalColumn + 1}`;
  return text.replace(`${file}:${call.getLineNumber()}:${call.getColumnNumber()}`, place);
}

module.exports = { nameSources };
