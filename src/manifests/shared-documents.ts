import { parseYaml, type Source } from './yaml';

/**
 * Parses texts that have most of their documents in common, such as both sides of a change: a document that was parsed before has the same value, which is then
 * the same object. Otherwise as {@link parseYaml}.
 */
export class SharedDocuments {
  private readonly known = new Map<string, Source>();

  parse(text: string, file: string): readonly Source[] {
    return parseYaml(text, file, this.known);
  }
}
