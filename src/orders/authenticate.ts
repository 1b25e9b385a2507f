/** Who is calling: all four forms of Basic that real clients send (Order Management API, section 2). */
import type { Clock } from "#platform/clock.ts";
import type { Database } from "#platform/database.ts";
import { sha256 } from "#platform/ids.ts";
import type { Caller } from "#platform/merchant-api.ts";
import type { Passes } from "./passes.ts";
import { type KeyRow, keyByHash } from "./store.ts";

/** Every look-up is remembered this long, found or not: a revocation takes effect within a second in all processes (M-03). */
const rememberMs = 1_000;

/** Unknown, wrong and disabled take the same way: one hash, one look-up, null (M-02). */
export function createAuthenticator(deps: {
  readonly database: Database;
  readonly clock: Clock;
  readonly passes?: Passes | undefined;
}): (authorization: string | undefined) => Promise<Caller | null> {
  const remembered = new Map<string, { readonly row: Promise<KeyRow | undefined>; readonly until: number }>();
  const lookUp = (secret: string): Promise<KeyRow | undefined> => {
    const hash = sha256(secret);
    const name = hash.toString("base64");
    const now = deps.clock.monotonicMs();
    const known = remembered.get(name);
    if (known !== undefined && known.until > now) return known.row;
    if (remembered.size > 10_000) remembered.clear();
    const row = deps.database.forSystem("key look-up", (tx) => keyByHash(tx, hash, deps.clock.now()));
    row.catch(() => remembered.delete(name));
    remembered.set(name, { row, until: now + rememberMs });
    return row;
  };
  return async (authorization) => {
    const credential = readBasic(authorization ?? "");
    const holder = deps.passes?.holderOf(credential?.secret ?? "");
    if (holder !== undefined) return holder;
    const row = await lookUp(credential?.secret ?? "");
    if (credential === null || row === undefined || row.disabledAt !== null) return null;
    // The user name may be left out; if it is given it must be the key's.
    if (credential.username !== "" && credential.username !== row.username) return null;
    return { keyId: row.id, merchantId: row.merchantId, mode: row.mode, scopes: row.scopes };
  };
}

/** `base64(user:key)`, `base64(:key)`, `base64(key)` or the key as it is; some clients put two blanks after "Basic". */
export function readBasic(header: string): { readonly username: string; readonly secret: string } | null {
  const sent = /^basic +(\S{1,1024})$/i.exec(header.trim())?.[1];
  if (sent === undefined) return null;
  if (sent.startsWith("posthorn_")) return { username: "", secret: sent };
  const text = Buffer.from(sent, "base64").toString("utf8");
  const colon = text.indexOf(":");
  return colon < 0 ? { username: "", secret: text } : { username: text.slice(0, colon), secret: text.slice(colon + 1) };
}
