/** Columns of the drawn terminal: longer lines are wrapped as a terminal wraps them, at a space. */
const COLUMNS = 112;
const LINE_HEIGHT = 19;
const CHARACTER_WIDTH = 7.83; // of a monospaced font at 13 px
const MARGIN = 16;

/** What is drawn in another color: the first pattern that a line matches. */
const COLORS: readonly (readonly [RegExp, string])[] = [
  [/^\$ /, 'command'],
  [/^error:|\b(NO|MISSED)\b/, 'error'],
  [/^ {2}(To prove it|(?:[Uu]p to )?[\d.]+ minutes .*less|Or):/, 'fix'],
];

/** Draws a command and what it printed as an SVG: text that can be selected and searched, in the reader's light or dark scheme. */
export function terminal(command: string, output: string): string {
  const lines = [`$ ${command}`, ...output.trimEnd().split('\n')].flatMap(wrapped);
  const width = Math.ceil(COLUMNS * CHARACTER_WIDTH) + 2 * MARGIN;
  const height = lines.length * LINE_HEIGHT + 2 * MARGIN;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">
<title>${escaped(command)}</title>
<style>
  rect { fill: #f6f8fa; stroke: #d0d7de }
  text { font: 13px ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace; fill: #1f2328; white-space: pre }
  .command { font-weight: bold }
  .error { fill: #b3261e }
  .fix { fill: #116329 }
  @media (prefers-color-scheme: dark) {
    rect { fill: #161b22; stroke: #30363d }
    text { fill: #e6edf3 }
    .error { fill: #ff7b72 }
    .fix { fill: #7ee787 }
  }
</style>
<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="6"/>
${lines.map(drawn).join('\n')}
</svg>
`;
}

function drawn(line: string, index: number): string {
  const color = COLORS.find(([pattern]) => pattern.test(line))?.[1];
  const y = MARGIN + (index + 1) * LINE_HEIGHT - 5;
  return `<text x="${MARGIN}" y="${y}"${color ? ` class="${color}"` : ''}>${escaped(line)}</text>`;
}

/** A line in pieces that fit, the later ones indented as the first. */
function wrapped(line: string): string[] {
  if (line.length <= COLUMNS) return [line];
  const indent = /^ */.exec(line)?.[0] ?? '';
  const end = line.lastIndexOf(' ', COLUMNS);
  const cut = end > indent.length ? end : COLUMNS;
  return [line.slice(0, cut), ...wrapped(`${indent}  ${line.slice(cut).trimStart()}`)];
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
