const { default: Sequencer } = require('@jest/test-sequencer');

// Those that take minutes, the longest first: Jest begins with the largest files, and one worker would end minutes after the others.
const LONG = ['lifecycle', 'upgrade', 'founding', 'node-sets', 'day-two', 'wrong-settings', 'runbooks', 'users'];

/** In which order the tests begin. */
module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const rank = ({ path }) => LONG.findIndex((name) => path.endsWith(`/${name}.test.ts`)) + 1 || LONG.length + 1;
    return super.sort(tests).sort((one, other) => rank(one) - rank(other));
  }
};
