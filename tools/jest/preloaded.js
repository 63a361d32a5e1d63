// Preloaded by Jest, its workers and the processes that tests start.
const Module = require('node:module');
// Most functions of a test end before it pays that V8 optimizes them.
require('../../bin/optimize-later');

/** What the CLI of cdk8s loads for `cdk8s init` and `cdk8s import` alone: two thirds of its time. */
const RARE = /^(jsii-pacmak\b|jsii-srcmak$|\.\.\/\.\.\/import\/)/;

const load = Module._load;
Module._load = function (request, ...rest) {
  if (!RARE.test(request)) return load.call(this, request, ...rest);
  return new Proxy({}, { get: (_, name) => name === '__esModule' || load.call(this, request, ...rest)[name] });
};
