import { Random } from '../random/random';
import { momentsOf, outagesOf, type Thing } from './outages';

const node: Thing = { name: 'a-0', nodes: ['a-0'], pace: { up: 100, down: 10 } };
const zone: Thing = { name: 'a', nodes: ['a-0', 'a-1'], pace: { up: 400, down: 20 } };

test('a thing is down for its share of the time', () => {
  const time = 1_000_000;
  const outages = outagesOf([node], time, new Random(1));
  const down = outages.reduce((sum, { from, to }) => sum + to - from, 0);
  // Within three standard errors: each cycle's length has the deviation of its time up.
  expect(Math.abs(down / time - 10 / 110)).toBeLessThan((3 * 100 * Math.sqrt(time / 110) * (10 / 110)) / time);
});

test('things fail by themselves, again and again, and not before they are back', () => {
  const outages = outagesOf([node, zone], 10_000, new Random(2));
  for (const thing of [node, zone]) {
    const mine = outages.filter((outage) => outage.thing === thing);
    expect(mine.length).toBeGreaterThan(10);
    mine.slice(1).forEach((outage, i) => {
      expect(outage.from).toBeGreaterThan(mine[i]?.to as number);
    });
  }
});

test('the same seed gives the same outages, another one others', () => {
  expect(outagesOf([node], 1000, new Random(3))).toEqual(outagesOf([node], 1000, new Random(3)));
  expect(outagesOf([node], 1000, new Random(3))).not.toEqual(outagesOf([node], 1000, new Random(4)));
});

test('a node that is down with its zone as well is back when both are', () => {
  const moments = momentsOf([
    { thing: zone, from: 10, to: 30 },
    { thing: node, from: 20, to: 40 },
  ]);
  expect(moments).toEqual([
    { at: 10, freeze: ['a-0', 'a-1'], thaw: [] },
    { at: 30, freeze: [], thaw: ['a-1'] },
    { at: 40, freeze: [], thaw: ['a-0'] },
  ]);
});
