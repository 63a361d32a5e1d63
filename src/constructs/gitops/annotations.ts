/** The annotations that Argo CD and Flux read from the objects that they apply. */
export const gitOpsAnnotation = {
  /** An integer as text: Argo CD applies an object after those with lower numbers are healthy. `npm run deploy` reads it too. */
  wave: 'argocd.argoproj.io/sync-wave',

  /** Argo CD's options for one object, separated by commas. */
  syncOptions: 'argocd.argoproj.io/sync-options',

  /** Whether Argo CD leaves the object's health out of its Application's. */
  ignoreHealthcheck: 'argocd.argoproj.io/ignore-healthcheck',

  /** `disabled`: Flux never deletes the object. */
  prune: 'kustomize.toolkit.fluxcd.io/prune',
} as const;
