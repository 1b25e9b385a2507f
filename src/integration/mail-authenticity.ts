/** Whether a mail is from where it says: as our own mail server has found out and written into `Authentication-Results` (RFC 8601). Pure. */

/** fail: the server says that it is forged. unknown: it says nothing that counts. */
export type Authenticity = "pass" | "fail" | "unknown";

/**
 * Only the uppermost field of our own server counts: it was put on last, and what stands below may have come with the mail. It is enough
 * that DMARC passed for the domain of `From`, or a DKIM signature of that domain or of one above it.
 * @param fields values of all `Authentication-Results`, the uppermost first
 * @param authservId what our own mail server calls itself there
 * @param fromDomain of the one address in `From`, lower-case ASCII
 */
export function authenticityOf(fields: readonly string[], authservId: string, fromDomain: string): Authenticity {
  const ours = fields.map(parted).find(([id = ""]) => id.split(/\s/)[0]?.toLowerCase() === authservId.toLowerCase());
  const results = (ours ?? []).slice(1).map(resultOf);
  const of = (method: string): Result[] => results.filter((one) => one.method === method);
  if (of("dmarc").some(({ result }) => result === "fail")) return "fail";
  const isPassed = of("dmarc").some(
    ({ result, properties }) => result === "pass" && properties.get("header.from") === fromDomain,
  );
  const isSigned = of("dkim").some(
    ({ result, properties }) => result === "pass" && isOf(fromDomain, signerOf(properties)),
  );
  return isPassed || isSigned ? "pass" : "unknown";
}

interface Result {
  readonly method: string;
  readonly result: string;
  /** `header.d` and the like, lower-case. */
  readonly properties: ReadonlyMap<string, string>;
}

/** Whoever signs for a domain may speak for what is below it, and not the other way round: `d` may be one of many tenants. */
const isOf = (domain: string, signer: string): boolean =>
  signer.includes(".") && (domain === signer || domain.endsWith(`.${signer}`));

/** Some servers name the signing domain, others only whom the signature is for, which is of that domain or below. */
const signerOf = (properties: ReadonlyMap<string, string>): string =>
  properties.get("header.d") ?? properties.get("header.i")?.split("@").at(-1) ?? "";

function resultOf(text: string): Result {
  const pairs = [...text.matchAll(/([a-z][\w.-]*)(?:\s*\/\s*\d+)?\s*=\s*("(?:[^"\\]|\\.)*"|[^\s"]+)/gi)].map(
    ([, name = "", value = ""]) =>
      [name.toLowerCase(), value.replace(/^"|"$/g, "").replace(/\\(.)/g, "$1").toLowerCase()] as const,
  );
  const [first, ...rest] = pairs;
  return { method: first?.[0] ?? "", result: first?.[1] ?? "", properties: new Map(rest) };
}

/** Taken apart at its semicolons, without comments, which may stand in each other (RFC 5322 §3.2.2). */
function parted(field: string): string[] {
  const parts: string[] = [];
  let part = "";
  let depth = 0;
  let isQuoted = false;
  for (let at = 0; at < field.length; at += 1) {
    const sign = field.charAt(at);
    if (sign === "\\" && (isQuoted || depth > 0)) {
      if (isQuoted) part += sign + field.charAt(at + 1);
      at += 1;
    } else if (sign === '"' && depth === 0) {
      isQuoted = !isQuoted;
      part += sign;
    } else if (sign === "(" && !isQuoted) depth += 1;
    else if (sign === ")" && depth > 0) {
      depth -= 1;
      part += " ";
    } else if (depth > 0) continue;
    else if (sign === ";" && !isQuoted) {
      parts.push(part.trim());
      part = "";
    } else part += sign;
  }
  return [...parts, part.trim()];
}
