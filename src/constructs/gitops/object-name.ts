/** The name of an object for Argo CD or Flux, and the namespace of the controller that reads it. */
export interface ObjectName {
  readonly name: string;
  readonly namespace: string;
}
