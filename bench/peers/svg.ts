import type { Result } from './measure';

const [WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM] = [900, 460, 60, 50, 260, 50];
/** Distinct without colour too: the names stand at the ends of the lines. */
const COLORS = ['#0b6e4f', '#1b4965', '#c1440e', '#6a4c93', '#8d6b00', '#b5179e', '#3a5a40', '#d62828', '#005f99', '#555555'];

/** Wall time against the number of services, in multiples of `node -e 0`, both in powers of ten. */
export function chart(results: readonly Result[]): string {
  const names = (results[0]?.measurements ?? []).filter(({ task }) => task !== 'floor').map(({ name }) => name);
  const all = results.flatMap(({ measurements }) => measurements.map(({ wall }) => wall));
  const [low, high] = [Math.floor(Math.log10(Math.min(...all))), Math.ceil(Math.log10(Math.max(...all)))];
  const sizes = results.map(({ services }) => services);
  const most = Math.log10(Math.max(...sizes));
  const x = (services: number) => LEFT + (Math.log10(services) / most) * (WIDTH - LEFT - RIGHT);
  const y = (times: number) => TOP + (1 - (Math.log10(times) - low) / (high - low)) * (HEIGHT - TOP - BOTTOM);
  const powers = Array.from({ length: high - low + 1 }, (_, index) => 10 ** (low + index));
  const grid = [
    ...powers.map((power) => line(LEFT, y(power), WIDTH - RIGHT, y(power)) + label(LEFT - 8, y(power) + 4, String(power), 'end')),
    ...sizes.map((size) => line(x(size), TOP, x(size), HEIGHT - BOTTOM) + label(x(size), HEIGHT - BOTTOM + 18, String(size), 'middle')),
  ];
  const wallOf = (name: string, { measurements }: Result) => measurements.find((it) => it.name === name)?.wall ?? 1;
  const last = results.at(-1) as Result;
  const lines = apart(names.map((name) => ({ name, at: y(wallOf(name, last)) }))).map(({ name, at }) => {
    const color = COLORS[names.indexOf(name) % COLORS.length];
    const points = results.map((result) => `${x(result.services).toFixed(1)},${y(wallOf(name, result)).toFixed(1)}`).join(' ');
    return `<polyline points="${points}" fill="none" stroke="${color}" stroke-width="2"/>${label(WIDTH - RIGHT + 8, at + 4, name, 'start', color)}`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12" role="img">
<title>Wall time of whole processes by the number of services, in multiples of node -e 0</title>
<rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>
${label(LEFT, TOP - 20, 'times node -e 0, wall time', 'start')}
${label((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 8, 'services, of four objects each', 'middle')}
${[...grid, ...lines].join('\n')}
</svg>
`;
}

/** The names at the ends of lines, at least a line of text apart. */
function apart(labels: readonly { readonly name: string; readonly at: number }[]) {
  let free = 0;
  return [...labels]
    .sort((a, b) => a.at - b.at)
    .map(({ name, at }) => {
      const placed = Math.max(at, free);
      free = placed + 15;
      return { name, at: placed };
    });
}

function line(x1: number, y1: number, x2: number, y2: number): string {
  return `<line x1="${x1.toFixed(1)}" y1="${y1.toFixed(1)}" x2="${x2.toFixed(1)}" y2="${y2.toFixed(1)}" stroke="#dddddd"/>`;
}

function label(x: number, y: number, text: string, anchor: 'start' | 'middle' | 'end', color = '#333333'): string {
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}" fill="${color}">${text}</text>`;
}
