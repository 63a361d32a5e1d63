/** A value in a configuration file, under the path of its key: `spring.datasource.url`. */
export interface FileSetting {
  readonly name: string;
  readonly text: string;
}
