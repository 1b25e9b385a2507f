/** Correos writes several events of a parcel as one key after another: `"eventos": {…}, "eventos": {…}`. */

const key = '"eventos"';

/**
 * Values of the key that follow directly on each other become one list; everything else stays as it is. One pass. Keys that something
 * else stands between are left to the JSON parser, which keeps the last.
 */
export function withOneListOfEvents(body: string): string {
  if (body.indexOf(key) === body.lastIndexOf(key)) return body;
  const parts: string[] = [];
  let copied = 0;
  for (let at = 0; at < body.length; at += 1) {
    if (body[at] !== '"') continue;
    const start = body.startsWith(key, at) ? valueAfterKey(body, at) : undefined;
    if (start === undefined) {
      at = endOfString(body, at);
      continue;
    }
    const values: string[] = [];
    let end = start;
    for (let next: number | undefined = start; next !== undefined; next = twinAt(body, end)) {
      end = endOfValue(body, next);
      values.push(body.slice(next, end));
    }
    if (values.length > 1) {
      parts.push(body.slice(copied, start), `[${values.join(",")}]`);
      copied = end;
    }
    at = end - 1;
  }
  return parts.length === 0 ? body : parts.join("") + body.slice(copied);
}

/** Where the value begins whose key begins here; undefined: this is no key. */
function valueAfterKey(body: string, at: number): number | undefined {
  const colon = skipBlanks(body, at + key.length);
  return body[colon] === ":" ? skipBlanks(body, colon + 1) : undefined;
}

/** Where the value begins that the same key has a second time. */
function twinAt(body: string, end: number): number | undefined {
  const comma = skipBlanks(body, end);
  if (body[comma] !== ",") return undefined;
  const twin = skipBlanks(body, comma + 1);
  return body.startsWith(key, twin) ? valueAfterKey(body, twin) : undefined;
}

/** Behind the value's last character. */
function endOfValue(body: string, start: number): number {
  let depth = 0;
  for (let at = start; at < body.length; at += 1) {
    const character = body[at];
    if (character === '"') at = endOfString(body, at);
    else if (character === "{" || character === "[") depth += 1;
    else if (depth === 0 && (character === "," || character === "}" || character === "]")) return at;
    else if (character === "}" || character === "]") {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return body.length;
}

/** The closing quote of the string that begins here. */
function endOfString(body: string, start: number): number {
  for (let at = start + 1; at < body.length; at += 1) {
    if (body[at] === "\\") at += 1;
    else if (body[at] === '"') return at;
  }
  return body.length;
}

function skipBlanks(body: string, start: number): number {
  let at = start;
  while (at < body.length && " \t\r\n".includes(body[at] ?? "x")) at += 1;
  return at;
}
