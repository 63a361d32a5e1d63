import { Random } from '../cluster/agreement/random/random';
import { judge } from './judged';
import { drawn } from './reference/joint/draw';
import { breaksIn } from './reference/joint/lives';
import { manifestsOf, topologyOf } from './reference/joint/manifests';
import type { System } from './reference/joint/system';

function proved(system: System): string[] {
  const { services } = judge(manifestsOf(system), topologyOf(system), { withoutAdvice: true });
  return services.filter(({ verdict }) => verdict === 'proved').map(({ service }) => service);
}

test('nothing that is proved breaks when services share their nodes', () => {
  const start = Date.now();
  let count = 0;
  const lines: string[] = [];
  for (let seed = 0; seed < Number(process.env['SETS'] ?? 100); seed++) {
    const system = drawn(new Random(seed));
    const names = proved(system);
    count += names.length;
    const found = breaksIn(system, names, 200, seed);
    for (const name of names) {
      const it = found.get(name);
      if (it) lines.push(`${seed} ${name} ${it.during.split(' ').slice(0, 2).join(' ')}: ${it.what}`);
    }
  }
  console.log(count, lines.length, (Date.now() - start) / 1000, lines.join('\n'));
  expect(lines).toEqual([]);
});
