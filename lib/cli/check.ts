import { judge } from '../availability';
import { text } from '../report/text';
import type { Request } from './arguments';
import type { Streams } from './main';
import { readManifests, readTopology } from './read';

/** `nines check`: reads, judges, prints. */
export function check(asked: Extract<Request, { command: 'check' }>, streams: Streams): number {
  const topology = readTopology(asked.topology);
  const read = readManifests(asked.paths);
  const answer = judge(
    read.map((source) => source.value),
    topology,
    { target: asked.target },
  );
  streams.out(asked.format === 'json' ? `${JSON.stringify(answer, null, 2)}\n` : text(answer));
  return answer.services.every((service) => service.verdict === 'proved') && answer.findings.length === 0 ? 0 : 1;
}
