/*
 * Writes the kinds of a Kubernetes version as JSON schemas for `kubeconform -strict`, which otherwise downloads them:
 *
 *   node --require ts-node/register tools/kubeconform/schemas.ts 1.36.3 build/peers/schemas-1.36.3
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { goModule } from '../schema/go-module';

interface Schema {
  properties?: object;
  additionalProperties?: unknown;
  oneOf?: readonly object[];
  type?: string | readonly string[];
  'x-kubernetes-group-version-kind'?: readonly { readonly group: string; readonly version: string; readonly kind: string }[];
}
type Definitions = Record<string, Schema>;

const [version = '', folder = ''] = process.argv.slice(2);
const { definitions } = JSON.parse(
  readFileSync(join(goModule('k8s.io/kubernetes', `v${version}`).folder, 'api/openapi-spec/swagger.json'), 'utf8'),
);
mkdirSync(folder, { recursive: true });
for (const [name, schema] of Object.entries(strict(definitions))) {
  for (const { group, version: apiVersion, kind } of schema['x-kubernetes-group-version-kind'] ?? []) {
    const file = [kind, group.split('.')[0], apiVersion].filter(Boolean).join('-').toLowerCase();
    const needed = reachable(name, definitions);
    writeFileSync(join(folder, `${file}.json`), JSON.stringify({ $ref: `#/definitions/${name}`, definitions: needed }));
  }
}

/** Forbids unknown fields, and corrects the two types that OpenAPI 2 cannot express. */
function strict(all: Definitions): Definitions {
  for (const [name, schema] of Object.entries(all)) {
    if (name.endsWith('.IntOrString')) all[name] = { oneOf: [{ type: 'string' }, { type: 'integer' }] };
    else if (name.endsWith('.Quantity')) all[name] = { type: ['string', 'number'] };
    else if (schema.properties) schema.additionalProperties ??= false;
  }
  return all;
}

function reachable(start: string, all: Definitions): Definitions {
  const found: Definitions = {};
  const rest = [start];
  for (let name = rest.pop(); name !== undefined; name = rest.pop()) {
    if (found[name]) continue;
    found[name] = all[name] as Schema;
    for (const [, next] of JSON.stringify(all[name]).matchAll(/"#\/definitions\/([^"]+)"/g)) rest.push(next as string);
  }
  return found;
}
