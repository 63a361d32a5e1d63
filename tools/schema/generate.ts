import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { type CustomResourceDefinition, readCustomResources } from './custom-resources';
import { difference } from './difference';
import { readEnums } from './enums';
import { goModule } from './go-module';
import { readOpenApi } from './openapi';
import { Scopes, type Source } from './scopes';
import { readSemantics } from './semantics';
import { type Project, projects, releases } from './sources';
import { writeCatalog, writeScopes, writeSemantics } from './write';

function kubernetes(release: string): Source {
  const { folder } = goModule('k8s.io/kubernetes', release);
  const read = (path: string) => readFileSync(join(folder, path), 'utf8');
  const enums = readEnums(read('pkg/generated/openapi/zz_generated.openapi.go'));
  return readOpenApi(JSON.parse(read('api/openapi-spec/swagger.json')), enums, release);
}

function customResources(project: Project): Source {
  const { folder, version } = goModule(project.module, project.version);
  const crds = join(folder, project.folder);
  const files = readdirSync(crds).filter((file) => file.endsWith('.yaml'));
  const documents = files.flatMap((file) => parseAllDocuments(readFileSync(join(crds, file), 'utf8')).map((document) => document.toJS()));
  const resources = documents.filter((document) => isWanted(document, project)) as CustomResourceDefinition[];
  return readCustomResources(resources, `${project.name} ${version}`);
}

function isWanted(document: { kind?: string; spec?: { names?: { kind?: string } } } | null, { kinds }: Project): boolean {
  return document?.kind === 'CustomResourceDefinition' && (kinds === undefined || kinds.includes(document.spec?.names?.kind ?? ''));
}

const minor = (release: string) => release.slice(1, release.lastIndexOf('.'));

const [newest, ...older] = releases;
const scopes = new Scopes();
const base = kubernetes(newest);
scopes.addAll(base);
writeCatalog(`kubernetes-${minor(newest)}`, base.catalog);
for (const release of older) {
  const other = kubernetes(release);
  scopes.addAll(other);
  writeCatalog(`kubernetes-${minor(release)}`, difference(base.catalog, other.catalog));
}
for (const project of projects) {
  const added = customResources(project);
  scopes.addAll(added);
  writeCatalog(project.name, added.catalog);
}
const { folder } = goModule('k8s.io/kubernetes', newest);
const document = JSON.parse(readFileSync(join(folder, 'api/openapi-spec/swagger.json'), 'utf8'));
writeSemantics('kubernetes-semantics', readSemantics(document, Object.keys(base.catalog.definitions), newest));
writeScopes(scopes);
