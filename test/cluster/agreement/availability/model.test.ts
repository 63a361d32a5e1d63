import { judge } from '../../../availability/judged';
import { designs, manifestOf, topologyAt } from './designs';
import { figuresOf, meanFigure } from './model';

const pace = { node: { up: 120, down: 16 }, zone: { up: 150, down: 12 }, nodeMonitorGrace: 5, toleration: 3, podStart: 0.5 };
const topology = topologyAt(pace);
const manifests = designs.map((design) => manifestOf(design, design.name));
const figure = figuresOf(manifests, topology);

test('the worst figure of the placements of a design is its headline', () => {
  for (const { service, unavailability, placements } of judge(manifests, topology, { withoutAdvice: true }).services) {
    // Pods of one zone on one node or on nodes of their own.
    const standings = placements.afterFailure.vectors.flatMap((vector) => [
      vector.map((pods) => (pods > 0 ? [pods] : [])),
      vector.map((pods) => Array.from({ length: pods }, () => 1)),
    ]);
    const worst = Math.max(...standings.map((standing) => figure(service, standing).upper));
    expect(worst).toBeCloseTo(unavailability.upper, 12);
  }
});

test('a single pod is down for as long as it takes to start elsewhere', () => {
  const node = 8.5 / 128.5;
  const zone = 8.8 / 158.8;
  expect(figure('single', [[], [1], []]).upper).toBeCloseTo(zone + (1 - zone) * node, 12);
});

test('placements count by the time for which they were met', () => {
  const even = figure('three-no-keys', [[1], [1], [1]]);
  const uneven = figure('three-no-keys', [[1, 1], [1], []]);
  const stays = [
    { from: 0, to: 30, standing: [[1], [1], [1]] },
    { from: 30, to: 40, standing: [[], [1, 1], [1]] },
  ];
  const mean = meanFigure(stays, (standing) => figure('three-no-keys', standing));
  expect(mean.upper).toBeCloseTo(0.75 * even.upper + 0.25 * uneven.upper, 12);
});

test('a placement that the model does not know is an error, not a figure', () => {
  expect(() => figure('three', [[1, 1], [1], []])).toThrow('the model does not know that three may run [[1,1],[1],[]]');
});
