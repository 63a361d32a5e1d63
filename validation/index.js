// The cdk8s CLI loads plugins with require, and knows nothing of TypeScript.
require('ts-node/register');
const { environments } = require('../environments');
const { Validation } = require('../src/synthesis/validation');

exports.Validation = class extends Validation {
  constructor() {
    super(environments);
  }
};
