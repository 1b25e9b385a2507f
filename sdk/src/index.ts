/** `@posthorn/sdk`. */
export { type CallOptions, createPosthorn, type PosthornClient } from "./client.ts";
export { ApiError, Unreachable, WebhookRefused } from "./errors.ts";
export type { ClientOptions } from "./http.ts";
export type * from "./types.ts";
export { verifyWebhook } from "./webhooks.ts";
