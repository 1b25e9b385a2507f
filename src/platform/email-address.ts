/** One e-mail address, strictly: what it is for us, or null. Mailers accept more than one address in one text; we do not (N-02, C-07). */
import { domainToASCII, domainToUnicode } from "node:url";

/**
 * `local@domain`, at most 254 characters. The domain is lower-cased ASCII (an international one as `xn--…`); of the local part only
 * ASCII letters are lower-cased, so that look-alikes (the Kelvin sign, a dotless i) never equal another account. No quotes,
 * comments, lists or control characters. Spaces around it are forgiven, nothing else is.
 */
export function parseEmail(text: string): string | null {
  const given = text.replace(/^ +| +$/g, "");
  if (given.length > 254 || [...given].some(turnsIntoAscii)) return null;
  const address = given.normalize("NFC");
  // U+FFFD stands where somebody's encoding broke: whose address it was is lost.
  if (/[\p{C}\p{Z}\ufffd]/u.test(address)) return null;
  const at = address.lastIndexOf("@");
  const [local, domain] = [asciiLower(address.slice(0, Math.max(at, 0))), asciiDomain(address.slice(at + 1))];
  if (domain === null || !/^[\w.!#$%&'*+/=?^`{|}~\u00a1-\u{10ffff}-]{1,64}$/u.test(local)) return null;
  if (local.startsWith(".") || local.endsWith(".") || local.includes("..")) return null;
  const whole = `${local}@${domain}`;
  return whole.length > 254 ? null : whole;
}

/** Normalising would make another person's address of it: U+212A becomes K. */
const turnsIntoAscii = (character: string): boolean =>
  character > "\u007f" && /[\0-\u007f]/.test(character.normalize("NFC"));

const asciiLower = (text: string): string => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

/** Null where the name is none, or where turning it to ASCII would fold it onto another name (full-width letters). */
function asciiDomain(written: string): string | null {
  const name = asciiLower(written);
  const ascii = /^[\0-\u007f]*$/.test(name) ? name : domainToASCII(name);
  if (ascii !== name && domainToUnicode(ascii) !== name) return null;
  const labels = ascii.split(".");
  const isName = labels.length > 1 && labels.every((label) => /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(label));
  return isName && !/^\d+$/.test(labels.at(-1) ?? "") ? ascii : null;
}
