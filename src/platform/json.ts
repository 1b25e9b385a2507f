/** JSON as merchants send it: numbers can keep their source text, and a fault is told with line, column and what was expected. */

export class JsonFault extends Error {
  readonly line: number;
  readonly column: number;
  constructor(line: number, column: number, sentence: string) {
    super(`The JSON is broken at line ${line}, column ${column}: ${sentence}`);
    this.name = "JsonFault";
    this.line = line;
    this.column = column;
  }
}

const depthMax = 64;

/**
 * Parses JSON. Numbers under a key of `asText` become their source text, so that a tracking number of 20 digits keeps every digit.
 * @throws JsonFault
 */
export function parseJson(text: string, asText: ReadonlySet<string> = new Set()): unknown {
  refuseDepth(text);
  try {
    return JSON.parse(asText.size === 0 ? text : withQuotedNumbers(text, asText));
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw locateFault(text);
  }
}

/**
 * Puts quotation marks around the numbers under these keys, so that they are parsed as text. One pass, and not the reviver of
 * JSON.parse: under Node 26.10 a reviver that asks for the source text crashes on long lists.
 */
function withQuotedNumbers(text: string, keys: ReadonlySet<string>): string {
  const number = /\s*:\s*(-?\d[\d.eE+-]*)/y;
  let [result, copied, at] = ["", 0, 0];
  while (at < text.length) {
    if (text.charCodeAt(at) !== 0x22) {
      at += 1;
      continue;
    }
    const start = at + 1;
    for (at = start; at < text.length && text.charCodeAt(at) !== 0x22; at += 1)
      if (text.charCodeAt(at) === 0x5c) at += 1;
    const written = text.slice(start, at);
    at += 1;
    number.lastIndex = at;
    const found = number.exec(text)?.[1];
    if (found === undefined) continue;
    const name = plainName(written);
    // Only a number that JSON allows: what is broken stays broken, and is told as such.
    if (name === null) return text;
    if (!keys.has(name) || !/^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(found)) continue;
    const from = number.lastIndex - found.length;
    result += `${text.slice(copied, from)}"${found}"`;
    copied = number.lastIndex;
    at = copied;
  }
  return copied === 0 ? text : result + text.slice(copied);
}

/** A name may be written with escapes: "tracking\u005fnumber" is the same key. Null: it is no JSON. */
function plainName(written: string): string | null {
  if (!written.includes("\\")) return written;
  try {
    return String(JSON.parse(`"${written}"`));
  } catch {
    return null;
  }
}

function refuseDepth(text: string): void {
  let [depth, inString] = [0, false];
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charCodeAt(at);
    if (inString) {
      if (character === 0x5c) at += 1;
      else if (character === 0x22) inString = false;
    } else if (character === 0x22) inString = true;
    else if (character === 0x7b || character === 0x5b) {
      depth += 1;
      if (depth > depthMax) throw faultAt(text, at, `nested deeper than ${depthMax} levels.`);
    } else if (character === 0x7d || character === 0x5d) depth -= 1;
  }
}

/** Reads along until the first place that cannot be JSON (RFC 8259), and says what could have stood there. */
export function locateFault(text: string): JsonFault {
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  if (at === 1)
    return faultAt(text, 0, "a byte order mark stands before the first character; send the text without it.");

  const blanks = (): void => {
    while (" \t\r\n".includes(text[at] ?? "x")) at += 1;
  };
  const fail = (expected: string): never => {
    const found = text[at];
    const what = found === undefined ? "the text ends here" : `found ${JSON.stringify(found)}`;
    throw faultAt(text, at, `${what}, expected ${expected}.`);
  };
  const string = (): void => {
    const start = at;
    at += 1;
    for (;;) {
      const character = text[at];
      if (character === undefined) {
        at = start;
        throw faultAt(text, at, "this text has no closing quotation mark.");
      }
      if (character === '"') break;
      if (character < " ")
        throw faultAt(text, at, "a line break or control character stands inside a text; write it as \\n, \\t or \\u…");
      if (character === "\\") {
        at += 1;
        if (text[at] === "u") {
          if (!/^[0-9a-f]{4}$/i.test(text.slice(at + 1, at + 5)))
            throw faultAt(text, at - 1, "\\u wants four hexadecimal digits.");
          at += 4;
        } else if (!'"\\/bfnrt'.includes(text[at] ?? " "))
          throw faultAt(text, at - 1, 'after a backslash only " \\ / b f n r t u may stand.');
      }
      at += 1;
    }
    at += 1;
  };
  const value = (): void => {
    blanks();
    const character = text[at] ?? "";
    if (character === '"') string();
    else if (character === "{")
      members("}", () => {
        if (text[at] === "'") throw faultAt(text, at, 'names stand in double quotation marks: "name".');
        if (text[at] !== '"') fail('a name in double quotation marks, or "}"');
        string();
        blanks();
        if (text[at] !== ":") fail('":"');
        at += 1;
        value();
      });
    else if (character === "[") members("]", value);
    else {
      const word = wordAt(text, at);
      if (word === undefined)
        fail(character === "'" ? 'double quotation marks (")' : "a value: text, number, true, false, null, { or [");
      else if (/^[A-Z]/.test(word)) fail(`${word.toLowerCase()} in lower case`);
      else at += word.length;
    }
  };
  const members = (close: string, member: () => void): void => {
    at += 1;
    blanks();
    if (text[at] === close) {
      at += 1;
      return;
    }
    for (;;) {
      blanks();
      member();
      blanks();
      if (text[at] === close) break;
      if (text[at] !== ",") fail(`"," or "${close}"`);
      const comma = at;
      at += 1;
      blanks();
      if (text[at] === close) {
        throw faultAt(
          text,
          comma,
          `a comma stands before "${close}". JSON allows none there; the sample in the public documentation has such commas, leave them out.`,
        );
      }
    }
    at += 1;
  };

  try {
    blanks();
    if (at >= text.length) return faultAt(text, text.length, "there is no value at all.");
    value();
    blanks();
    if (at < text.length) fail("the end of the text");
  } catch (fault) {
    if (fault instanceof JsonFault) return fault;
    throw fault;
  }
  return faultAt(text, at, "it cannot be read.");
}

/** true, false or null in any case, or a number of any length. */
function wordAt(text: string, at: number): string | undefined {
  const word = /(?:true|false|null)(?![a-z0-9_])|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/iy;
  word.lastIndex = at;
  return word.exec(text)?.[0];
}

function faultAt(text: string, at: number, sentence: string): JsonFault {
  const before = text.slice(0, at).split(/\r\n|\r|\n/);
  return new JsonFault(before.length, (before.at(-1)?.length ?? 0) + 1, sentence);
}
