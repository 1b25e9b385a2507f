/** One e-mail address, strictly: what it is for us, or null. Mailers accept more than one address in one text; we do not (N-02, C-07). */

/**
 * `local@domain`, at most 254 characters. The domain is lower-cased ASCII; of the local part only ASCII letters are lower-cased, so
 * that look-alikes (the Kelvin sign, a dotless i) never equal another account. No quotes, comments, lists or control characters.
 */
export function parseEmail(text: string): string | null {
  const address = text.trim().normalize("NFC");
  if (address.length > 254 || !/^[\w.!#$%&'*+/=?^`{|}~\u00a1-\uffff-]{1,64}@[A-Za-z0-9.-]{1,253}$/u.test(address))
    return null;
  if (/[\p{Cc}\p{Cf}\p{Zs}]/u.test(address)) return null;
  const at = address.lastIndexOf("@");
  const local = address.slice(0, at).replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  const domain = address.slice(at + 1).toLowerCase();
  if (local.startsWith(".") || local.endsWith(".") || local.includes("..")) return null;
  const labels = domain.split(".");
  if (labels.length < 2 || !labels.every((label) => /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(label))) return null;
  return `${local}@${domain}`;
}
