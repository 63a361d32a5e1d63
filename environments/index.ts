import type { Environment } from '../lib/environment';
import type { RemovedEnvironment } from '../src';
import { local } from './local';
import { production } from './production';
import { staging } from './staging';

/** The environments that the application runs in. */
export const environments: readonly Environment[] = [local, staging, production];

/** Environments that were removed on purpose, such as `{ environment: 'demo', because: 'the demo is over' }`: see docs/changes.md. */
export const removed: readonly RemovedEnvironment[] = [];
