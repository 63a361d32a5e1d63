/** A port of a Service, as those see it who connect to it. */
export interface ServicePort {
  /** The Service's name. */
  readonly service: string;

  /** The port's name. */
  readonly name: string;

  /** The port's number. */
  readonly number: number;
}
