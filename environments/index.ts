import type { Environment } from '../lib/environment';
import { local } from './local';
import { production } from './production';
import { staging } from './staging';

/** The environments that the application runs in. */
export const environments: readonly Environment[] = [local, staging, production];
