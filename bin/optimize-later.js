/**
 * V8 optimizes functions later: most run too shortly for that to pay, which otherwise takes a fifth of the processor time of a check or a synth.
 * Its flag differs between versions of Node. One that isn't known here keeps V8's default, since V8 complains about flags that it doesn't have.
 */
const FLAGS = {
  20: '--interrupt-budget=500000',
  22: '--invocation-count-for-turbofan=20000',
  24: '--invocation-count-for-turbofan=20000',
};
const flag = FLAGS[Number.parseInt(process.versions.node, 10)];
if (flag !== undefined) require('node:v8').setFlagsFromString(flag);
