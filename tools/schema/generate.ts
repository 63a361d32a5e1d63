import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WrittenCatalog } from '../../lib/schema/notation';
import { difference } from './difference';
import { readEnums } from './enums';
import { goModule } from './go-module';
import { readOpenApi } from './openapi';
import { writeCatalog } from './write-catalog';

const newest = 'v1.36.3';
const older = ['v1.35.4'];

/** Reads Kubernetes' kinds from the source of one of its releases. */
function kubernetes(release: string): WrittenCatalog {
  const { folder } = goModule('k8s.io/kubernetes', release);
  const read = (path: string) => readFileSync(join(folder, path), 'utf8');
  const enums = readEnums(read('pkg/generated/openapi/zz_generated.openapi.go'));
  return readOpenApi(JSON.parse(read('api/openapi-spec/swagger.json')), enums, release);
}

const minor = (release: string) => release.slice(1, release.lastIndexOf('.'));

function report(name: string, bytes: number): void {
  console.log(`lib/schema/data/${name}.json: ${Math.ceil(bytes / 1024)} KiB`);
}

const base = kubernetes(newest);
report(`kubernetes-${minor(newest)}`, writeCatalog(`kubernetes-${minor(newest)}`, base));
for (const release of older) {
  const name = `kubernetes-${minor(release)}`;
  report(name, writeCatalog(name, difference(base, kubernetes(release))));
}
