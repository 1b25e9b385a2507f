/** What merchants send and read of their message webhook. The descriptions stand in the OpenAPI document. */
import { z } from "zod";

export const WebhookBody = z.object({
  url: z.string().max(4_096).describe("https://, port 443 or 8443. Private addresses are not called."),
  new_secret: z
    .boolean()
    .optional()
    .describe("Makes another secret. For 24 hours both sign, so that nothing is lost while you enter the new one."),
});

const instant = z.iso.datetime();

export const ShownWebhook = z.object({
  url: z.string(),
  secret: z
    .string()
    .nullable()
    .describe("Shown only when it is made: keep it. Deliveries are signed as Standard Webhooks says. Null: as before."),
  old_secret_until: instant.nullable().describe("Until then the secret before signs, too."),
  disabled_at: instant
    .nullable()
    .describe("Your address answered 410: we write shoppers ourselves until you enter it again. Null: in use."),
  created_at: instant,
  changed_at: instant,
});
export type ShownWebhook = z.infer<typeof ShownWebhook>;
