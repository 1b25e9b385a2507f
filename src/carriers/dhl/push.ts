/**
 * Shipment Tracking – Unified, Push 1.2.5. Nothing is signed: a header that we name carries a token that we chose, which whoever reads
 * the subscription knows too. So a message is a hint at most, and a wrong token is a stranger's.
 */
import { z } from "zod";
import type { Push, PushMessage } from "#carriers/carrier.ts";
import { readJson } from "#carriers/json.ts";
import { isSameSecret } from "#carriers/signatures.ts";

/** `hook.authentication` of the subscription: `{ type: "ApiKeyAuthentication", header, token }`. */
const tokenHeader = "x-posthorn-push-token";

/** What a subscription lives through; only `push` brings news. */
const Turn = z.object({
  scope: z.enum(["subscription.validate", "subscription.activate", "subscription.ready", "subscription.delete"]),
});

export const push: Push = {
  enteredAt:
    "Nowhere yet: DHL sends a secret to a new address, with which its subscription has to be activated, and Posthorn neither makes subscriptions nor shows that secret.",
  proof: `the credential's push_secret in ${tokenHeader}; a message only makes us ask all the same`,
  prove: ({ headers }, secret) => {
    const given = headers[tokenHeader];
    return given === undefined || isSameSecret(given, secret) ? "unproven" : "forged";
  },
  handshake: (message) => (isTurn(message) ? { status: 200, body: "" } : undefined),
};

function isTurn({ body }: PushMessage): boolean {
  const json = readJson(body.toString("utf8"));
  return json.kind === "value" && Turn.safeParse(json.value).success;
}
