import { refuses } from './refuses';

refuses([
  [
    'a password in no Secret',
    { security: { password: { secret: '', key: 'password' } } },
    "security.password.secret must be the name of a Secret, got ''; write lower-case letters, digits, '-' and '.', such as shop-registry",
  ],
  [
    'half of the certificates',
    { security: { certificates: { transport: 'transport' } } },
    "security.certificates.http must be the name of a Secret, got nothing; write lower-case letters, digits, '-' and '.', such as shop-registry",
  ],
  [
    'a client without a name',
    { clientCredentials: { username: ' ', password: { secret: 'shop', key: 'password' } } },
    "clientCredentials.username must be the name of a user, got ' '; write a name such as shop",
  ],
  [
    'a password that is a path',
    { clientCredentials: { username: 'shop', password: { secret: 'shop', key: '../password' } } },
    "clientCredentials.password.key must be a key of a Secret, got '../password'; write letters, digits, '-', '_' and '.'",
  ],
  [
    'no security without a reason',
    { security: { accept: 'no-security', because: '  \n' } },
    "security.because must say why 'no-security' is accepted, got '  \\n'; write a reason that still makes sense in a year",
  ],
]);
