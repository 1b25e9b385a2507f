/** Carriers' JSON: no depth, no masses of parts (X-07), and long numbers keep every digit. */

export type JsonReading =
  | { readonly kind: "value"; readonly value: unknown }
  | { readonly kind: "unreadable"; readonly detail: string };

const maxDepth = 64;
/** Values in one text: five megabytes of a real answer hold a third of it. */
const maxParts = 400_000;

/** Total: whatever the text is, the answer is a value. */
export function readJson(text: string): JsonReading {
  const excess = excessOf(text);
  if (excess !== undefined) return { kind: "unreadable", detail: excess };
  try {
    return { kind: "value", value: parseJson(text) };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { kind: "unreadable", detail: "broken JSON" };
  }
}

/** Long numbers keep every digit: a tracking number that a carrier sends as a JSON number becomes a text. */
function parseJson(body: string): unknown {
  return JSON.parse(/[:,[]\s{0,40}-?\d{16}/.test(body) ? withQuotedLongNumbers(body) : body);
}

/**
 * Puts whole numbers of 16 and more digits into quotes, in one pass without a pattern. Not by a reviver with `context.source`: with
 * lists of some ten thousand items that breaks the memory of Node 26.10 (seen as crashes of its compiler).
 */
function withQuotedLongNumbers(body: string): string {
  const parts: string[] = [];
  let copied = 0;
  let inString = false;
  for (let at = 0; at < body.length; at += 1) {
    const character = body.charCodeAt(at);
    if (inString) {
      if (character === backslash) at += 1;
      else if (character === quote) inString = false;
    } else if (character === quote) inString = true;
    else if (isNumberPart(character)) {
      const start = at;
      let isWhole = true;
      for (; at < body.length && isNumberPart(body.charCodeAt(at)); at += 1) isWhole &&= isDigit(body.charCodeAt(at));
      if (isWhole && at - start >= 16) {
        parts.push(body.slice(copied, start), '"', body.slice(start, at), '"');
        copied = at;
      }
      at -= 1;
    }
  }
  parts.push(body.slice(copied));
  return parts.join("");
}

const isDigit = (character: number): boolean => character >= 48 && character <= 57;
/** Digits and `-`, `+`, `.`, `e`, `E`. */
const isNumberPart = (character: number): boolean =>
  isDigit(character) ||
  character === 45 ||
  character === 43 ||
  character === 46 ||
  character === 69 ||
  character === 101;

/** Counts brackets and commas outside of strings: what is too deep or has too many parts never meets the parser. One pass, no pattern. */
function excessOf(body: string): string | undefined {
  let depth = 0;
  let parts = 0;
  let inString = false;
  for (let at = 0; at < body.length; at += 1) {
    const character = body.charCodeAt(at);
    if (inString) {
      if (character === backslash) at += 1;
      else if (character === quote) inString = false;
    } else if (character === quote) inString = true;
    else if (character === comma) parts += 1;
    else if (character === openBracket || character === openBrace) {
      depth += 1;
      parts += 1;
      if (depth > maxDepth) return "JSON nested too deeply";
    } else if (character === closeBracket || character === closeBrace) depth -= 1;
  }
  return parts > maxParts ? "JSON with too many parts" : undefined;
}
const [quote, comma, backslash, openBracket, closeBracket, openBrace, closeBrace] = [34, 44, 92, 91, 93, 123, 125];
