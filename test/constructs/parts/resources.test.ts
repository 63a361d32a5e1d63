import { Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { Platform } from '../../../src';
import { requireFit, resourceRequirements } from '../../../src/constructs/parts/resources';
import { chartOf } from '../../objects';

const platform = Platform.digitalOcean({
  kubernetes: '1.36',
  region: 'fra1',
  nodes: { count: 3, cpu: Cpu.units(2), memory: Size.gibibytes(4) },
});

function place(cpu: Cpu, memory: Size): void {
  requireFit(new Construct(chartOf(), 'search'), platform, { cpu, memory });
}

test('what fits on a node is taken, to the last byte', () => {
  expect(() => place(Cpu.millis(1900), Size.mebibytes(2560))).not.toThrow();
});

test('memory that no node can hold is refused with the largest node', () => {
  expect(() => place(Cpu.millis(100), Size.mebibytes(2561))).toThrow(
    new Error(
      "construct 'test/search': resources.memory must fit on a node of digitalocean, whose largest offers 2560Mi, got 2561Mi; reduce the requests, or use larger nodes",
    ),
  );
});

test('processors that no node can hold are refused with the largest node', () => {
  expect(() => place(Cpu.units(2), Size.mebibytes(100))).toThrow(
    new Error(
      "construct 'test/search': resources.cpu must fit on a node of digitalocean, whose largest offers 1900m, got 2; reduce the requests, or use larger nodes",
    ),
  );
});

test('memory is limited at its request, processor time is not limited', () => {
  const requirements = JSON.parse(JSON.stringify(resourceRequirements({ cpu: Cpu.millis(100), memory: Size.mebibytes(256) })));
  expect(requirements).toEqual({
    requests: { cpu: { value: '100m' }, memory: { value: '256Mi' } },
    limits: { memory: { value: '256Mi' } },
  });
});
