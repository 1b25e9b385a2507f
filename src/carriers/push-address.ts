/** Where a carrier pushes to: an address that only it and we know (W-06). */
import { createHmac } from "node:crypto";
import type { PushAddress } from "#carriers/carrier.ts";
import type { Credential } from "#carriers/runner.ts";
import { isSameSecret } from "#carriers/signatures.ts";

export interface PushSettings {
  readonly publicBaseUrl: string;
  /** The installation's link secret; addresses are made from it and stay valid as long as it does. */
  readonly linkSecret: string;
}

/** 256 bits, for one connection and one credential. */
const pathSecret = (linkSecret: string, slug: string, account: string): string =>
  createHmac("sha256", linkSecret)
    .update(JSON.stringify(["carrier push", slug, account]))
    .digest("base64url");

export const isPushPath = (linkSecret: string, slug: string, account: string, given: string): boolean =>
  isSameSecret(given, pathSecret(linkSecret, slug, account));

/** The address to enter at the carrier. `secret` is what it signs with: "" until it was entered as the credential's `push_secret`. */
export function pushAddressOf(slug: string, credential: Credential, settings: PushSettings): PushAddress {
  const secret = pathSecret(settings.linkSecret, slug, credential.name);
  return {
    url: `${settings.publicBaseUrl}/v1/push/${slug}/${encodeURIComponent(credential.name)}/${secret}`,
    secret: credential.fields.push_secret ?? "",
  };
}
