import { join } from 'node:path';
import { sampled } from './budget';

/**
 * The program that checks the types of a project that names TypeScript 6, where the compiler isn't what is tested: in a sample TypeScript 7, which says the
 * same in a quarter of the processor time.
 */
export const tsc = join(__dirname, '../node_modules', sampled('typescript-native', 'typescript'), 'bin/tsc');
