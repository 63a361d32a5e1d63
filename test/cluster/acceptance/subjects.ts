import { join } from 'node:path';
import { environments } from '../../../environments';
import { readManifests } from '../harness/manifests';
import { type Subject, subjectOf } from '../harness/subject';

const DIST = join(__dirname, '../../../dist');

/** The environments as they are shipped: the YAML in dist/. A new environment is tested without another line here. */
export const subjects: readonly Subject[] = environments.map((environment) =>
  subjectOf(environment, readManifests(join(DIST, environment.name))),
);

/** The environment of that name, the last one when there is no name. */
export function subject(name = subjects.at(-1)?.name): Subject {
  const found = subjects.find((candidate) => candidate.name === name);
  if (!found) throw new Error(`unknown environment '${name}'; write one of ${subjects.map((known) => known.name).join(', ')}`);
  return found;
}
