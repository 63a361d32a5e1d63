import { type Document, isAlias, isMap, isScalar, isSeq, type Pair, type Scalar } from 'yaml';
import { NodeError } from './nodes';
import { rejectTabAfterDash, rejectTabs } from './tabs';

/**
 * Rejects YAML 1.2 syntax that the npm package accepts and Kubernetes' parser rejects or reads differently.
 *
 * `lines` is the range of the document in the text. Source: go.yaml.in/yaml/v2 v2.4.3, scannerc.go.
 */
export function rejectForeignSyntax(document: Document, text: string, lines: readonly [number, number]): void {
  rejectUnindented(document.contents, text);
  rejectNode(document.contents, text, false);
  rejectTabs(document, text, lines);
}

/** A block of text that is a whole document: Kubernetes' parser ends it at the first line that isn't indented, and kubectl never reads what follows. */
function rejectUnindented(node: unknown, text: string): void {
  if (!isScalar(node) || !node.type?.startsWith('BLOCK') || !node.range) return;
  const [start, end] = node.range;
  if (/\n[^\s]/.test(text.slice(start, end))) throw new NodeError("text after '|' or '>' is not indented", 'indent it', node);
}

function rejectNode(node: unknown, text: string, inFlow: boolean): void {
  const anchor = isAlias(node) ? node.source : isScalar(node) || isMap(node) || isSeq(node) ? node.anchor : undefined;
  if (anchor !== undefined && !/^[\w-]+$/.test(anchor))
    throw new NodeError(`'${anchor}' is not a valid anchor name`, 'use letters, digits, - and _', node);
  const tag = isScalar(node) || isMap(node) || isSeq(node) ? node.tag : undefined;
  if (tag !== undefined && !/^(![\w./-]*|[\w:.,/-]+)$/.test(tag))
    throw new NodeError(`'${tag}' is not a valid tag`, 'use letters, digits, -, . and /', node);
  if (isScalar(node)) rejectScalar(node, text, inFlow);
  if (isMap(node)) for (const pair of node.items) rejectPair(pair, text, inFlow || node.flow === true);
  if (!isSeq(node)) return;
  for (const item of node.items) {
    if (!node.flow && isScalar(item)) rejectTabAfterDash(item, text);
    if (isMap(item) || isSeq(item) || isScalar(item) || isAlias(item)) rejectNode(item, text, inFlow || node.flow === true);
    else rejectPair(item as Pair, text, true);
  }
}

function rejectPair({ key, value }: Pair, text: string, inFlow: boolean): void {
  rejectNode(key, text, inFlow);
  if (isScalar(key) && key.range) {
    const [start, end] = key.range;
    if (inFlow && key.type === 'PLAIN' && /^[ \t]*:[,[\]{}]/.test(text.slice(end, end + 80)))
      throw new NodeError(`missing space after '${key.source}:'`, "write a space after ':'", key);
    // The npm package drops text between such a key and its colon.
    const colon = /[?][ ]*$/.test(text.slice(Math.max(0, start - 80), start)) ? /^[ ]*\r?\n[ ]*:/y : /^[ \t]*:/y;
    if (!inFlow && (key.type?.startsWith('BLOCK') || !colon.test(text.slice(end, end + 400))))
      throw new NodeError("missing ':' after the key", "write 'key: value'", key);
  }
  rejectNode(value, text, inFlow);
}

function rejectScalar(node: Scalar, text: string, inFlow: boolean): void {
  const { type, tag, source = '', range } = node;
  if (type === 'PLAIN' && tag !== undefined && source === '')
    throw new NodeError('tag without a value', 'write the value after the tag', node);
  const [start = 0] = range ?? [];
  if ((tag !== undefined || node.anchor) && start > 0 && !/\s/.test(text[start - 1] ?? ''))
    throw new NodeError('missing space between a tag or an anchor and the value', 'write a space between them', node);
  if (type === 'PLAIN' && inFlow && /^:|\?/.test(source))
    throw new NodeError(`'${source}' contains a YAML indicator within brackets`, 'quote it', node);
  if (type !== 'QUOTE_DOUBLE') return;
  const [, , wrong] = /(^|[^\\])(?:\\\\)*(\\\/|\\u[dD][89a-fA-F])/.exec(text.slice(range?.[0], range?.[1])) ?? [];
  if (wrong === '\\/') throw new NodeError("'\\/' is an escape sequence of JSON, not of YAML", "write '/'", node);
  if (wrong)
    throw new NodeError(`'${wrong}..' is half of a surrogate pair`, 'write the character itself, or \\U with eight hex digits', node);
}
