import fc from 'fast-check';
import { runs } from './budget';

// One seed, so that a change passes or fails by itself and not by luck. `SEED=$RANDOM npx jest <test>` tries other values.
fc.configureGlobal({ seed: Number(process.env['SEED'] ?? 20_261_121), numRuns: runs(100) });

export { fc };
