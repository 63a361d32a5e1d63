// The cdk8s CLI loads plugins with require, and knows nothing of TypeScript.
require('ts-node/register');
const { environments } = require('../environments');
const { AvailabilityValidation } = require('../lib/synthesis/availability-validation');

exports.Availability = class extends AvailabilityValidation {
  constructor() {
    super(environments);
  }
};
