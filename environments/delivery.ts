import type { Delivery } from '../src';

/** Where Argo CD and Flux read `dist/` from: the address of this repository. */
export const delivery: Delivery = {
  name: 'shop',
  repository: 'https://git.shop.example/shop.git',
  // Keep the one that runs in your cluster.
  controllers: ['argocd', 'flux'],
};
