import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { graph, withGraph } from './graph';

const file = join(__dirname, '../../docs/architecture.md');
writeFileSync(file, withGraph(readFileSync(file, 'utf8'), graph()));
