import Ajv from 'ajv';
import { stringify } from 'yaml';
import answerSchema from '../../src/report/answer.schema.json';
import type { Report } from '../../src/report/report';
import { budget, spread } from '../availability/manifests';
import { workload } from '../availability/requesting';
import { nines } from './run';

/** Documents as one text. */
export const yaml = (...documents: unknown[]) => documents.map((document) => stringify(document)).join('---\n');

const ruled = (more: Record<string, unknown> = {}) => ({
  topologySpreadConstraints: [spread('zone', { matchLabelKeys: ['pod-template-hash'], ...more })],
});

/** A Deployment `web` that is proved on nodes in three zones, and its budget. */
export const proved = yaml(
  workload({
    annotations: { 'nines.dev/needed': '2' },
    pod: ruled(),
    spec: { strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } },
  }),
  budget({ maxUnavailable: 1 }),
);

const validAnswer = new Ajv({ strict: false }).compile(answerSchema);

/** What the schema has against a value. */
export function schemaErrors(value: unknown): readonly string[] {
  return validAnswer(value) ? [] : (validAnswer.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

/** The answer as JSON, which its schema allows. */
export async function answer(args: readonly string[], files: Record<string, string>): Promise<{ code: number; answer: Report }> {
  const { code, out, error } = await nines([...args, '--format', 'json'], files);
  expect(error).toBe('');
  const parsed = JSON.parse(out);
  expect(schemaErrors(parsed)).toEqual([]);
  return { code, answer: parsed };
}
