import { type SchemaProblem, SchemaProblems } from '../manifests/schema-problems';
import schema from './topology.schema.json';
import { syntaxes } from './topology-values';

const problems = new SchemaProblems(schema, syntaxes);

/** Every problem that the schema finds in a topology, each described in words of ours. */
export function schemaProblems(topology: unknown): readonly SchemaProblem[] {
  return problems.in(topology);
}
