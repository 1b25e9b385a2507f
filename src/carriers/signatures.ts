/** Proofs of push messages: HMAC and secrets, compared in constant time. */
import { createHmac, timingSafeEqual } from "node:crypto";
import type { PushProof } from "#carriers/carrier.ts";
import { sha256 } from "#platform/ids.ts";

/** How far a signed message's own time may lie from ours (W-06). */
export const pushWindowMs = 5 * 60_000;

/** Equal texts, in a time that tells nothing of where they differ. */
export const isSameSecret = (given: string, wanted: string): boolean => timingSafeEqual(sha256(given), sha256(wanted));

export const hmacSha256 = (secret: string, data: string | Buffer, encoding: "base64" | "hex"): string =>
  createHmac("sha256", secret).update(data).digest(encoding);

/** A signature in a header: absent is a hint only, wrong is forged. */
export function proofOfSignature(given: string | undefined, wanted: string | readonly string[]): PushProof {
  if (given === undefined || given === "") return "unproven";
  return [wanted].flat().some((one) => isSameSecret(given, one)) ? "genuine" : "forged";
}

/** `genuine` only while the signed time (milliseconds since 1970) is near ours. */
export const withinWindow = (proof: PushProof, saidMs: number, now: Date): PushProof =>
  proof === "genuine" && !(Math.abs(now.getTime() - saidMs) <= pushWindowMs) ? "stale" : proof;
