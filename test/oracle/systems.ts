import { certainLoss, noLoss, zoneLoss } from '../../src/availability/probability/loss';
import { Conditions } from '../../src/availability/probability/profile';
import { seriesUnavailability } from '../../src/availability/probability/series';

/** Prints random systems with the model's figure of each, one JSON object a line, for bdd.py to compute again. */
let seed = Number(process.argv[2] ?? 1);
const random = () => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return seed / 2 ** 32;
};
const upTo = (most: number) => Math.floor(random() * (most + 1));

for (let system = 0; system < Number(process.argv[3] ?? 100); system++) {
  const zoneDown = Array.from({ length: 1 + upTo(3) }, () => random() ** 4);
  const nodes = Array.from({ length: 1 + upTo(9) }, () => ({ zone: upTo(zoneDown.length - 1), pods: 1 + upTo(2), down: random() ** 4 }));
  const replicas = nodes.reduce((sum, node) => sum + node.pods, 0);
  const needed = 1 + upTo(replicas - 1);
  const crash = random() ** 4;
  const fatal = { pods: replicas - needed + 1 };
  const zones = zoneDown.map((_, zone) => {
    const own = nodes.filter((node) => node.zone === zone);
    const pods = own.reduce((sum, node) => sum + node.pods, 0);
    return {
      up: zoneLoss(
        fatal,
        own.map((node) => ({ load: node.pods, down: node.down, crash })),
        99,
        99,
      ),
      down: certainLoss(fatal, pods, 0),
    };
  });
  const profile = new Conditions(fatal, noLoss(fatal)).profileOf(zones);
  console.log(JSON.stringify({ zoneDown, nodes, crash, needed, figure: seriesUnavailability([{ profile, zoneDown }]) }));
}
