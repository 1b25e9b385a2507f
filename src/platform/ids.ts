/** Ids and secrets. Ids are made here, never by the database, so that a row's shard is known before it is written. */
import { createHash, createHmac, hash, randomBytes } from "node:crypto";

/** A fixed number of logical shards: order-scoped rows carry the hash of their order's id. Never change it. */
export const shardCount = 64;
/** For what is known by its own id alone: one look in each shard's part of the index. */
export const allShards: readonly number[] = Array.from({ length: shardCount }, (_, shard) => shard);

let lastMs = 0;
let counter = 0;

/** UUIDv7 (RFC 9562 §5.7): sorts by time of making; within one process strictly increasing. */
export function newId(): string {
  const now = Date.now();
  if (now > lastMs) {
    lastMs = now;
    counter = randomBytes(2).readUInt16BE(0) & 0x7ff;
  } else {
    counter += 1;
    if (counter > 0xfff) {
      lastMs += 1;
      counter = 0;
    }
  }
  const bytes = randomBytes(16);
  bytes.writeUIntBE(lastMs, 0, 6);
  bytes[6] = 0x70 | (counter >> 8);
  bytes[7] = counter & 0xff;
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  return uuidOf(bytes);
}

/** An id that follows from its cause: the same parts always give the same id. Shape: UUIDv8. */
export function idFromCause(...parts: readonly (string | number)[]): string {
  const hex = hash("sha256", JSON.stringify(parts));
  const variant = (0x8 | (Number.parseInt(hex.charAt(16), 16) & 0x3)).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text);
}

/** The logical shard (0 to shardCount − 1) of everything that belongs to this order. */
export function shardOf(orderId: string): number {
  return createHash("sha256").update(orderId.toLowerCase()).digest().readUInt16BE(0) % shardCount;
}

/** Unguessable text, base64url; 18 bytes are 144 bits. */
export function randomToken(byteCount = 18): string {
  return randomBytes(byteCount).toString("base64url");
}

export function sha256(content: string | Uint8Array): Buffer {
  return createHash("sha256").update(content).digest();
}

/** A token that can be made again from the installation's secret, so that only its hash has to be stored (P-01): 144 bits, base64url. */
export function derivedToken(secret: string, purpose: string, subject: string): string {
  return createHmac("sha256", secret).update(`${purpose}\n${subject}`).digest().subarray(0, 18).toString("base64url");
}

function uuidOf(bytes: Buffer): string {
  const hex = bytes.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
