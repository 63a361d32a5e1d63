require('ts-node/register');
const { expect } = require('expect');
const { bind } = require('jest-each');
const { interfaces } = require('mocha');

const { bdd } = interfaces;

/** Jest's globals over Mocha, which loads the tests once and runs them again for each mutant. Jest would load every module again. */
interfaces.bdd = (suite) => {
  bdd(suite);
  suite.on('pre-require', (context) => {
    Object.assign(context, { test: context.it, beforeAll: context.before, afterAll: context.after, expect });
    context.test.each = bind(context.it, false);
    context.describe.each = bind(context.describe, false);
  });
};
