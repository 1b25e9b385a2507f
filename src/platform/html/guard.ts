/** What every page's answer says to the browser, and that only our own pages change anything. */
import type { FastifyInstance, FastifyRequest } from "fastify";

declare module "fastify" {
  interface FastifyContextConfig {
    /** May be sent from anywhere (mail providers do): it looks at no cookie, only at the secret in its address. */
    fromAnywhere?: boolean;
  }
}

/** Before every answer: what must not leak, and that only our own pages change anything. */
export function guardPages(server: FastifyInstance, { publicBaseUrl }: { readonly publicBaseUrl: string }): void {
  const always = publicBaseUrl.startsWith("https:")
    ? { ...privacy, "strict-transport-security": "max-age=63072000; includeSubDomains" }
    : privacy;
  const origin = new URL(publicBaseUrl).origin;
  server.addHook("onRequest", async (request, reply) => {
    reply.headers(always);
    const changes = request.method !== "GET" && request.method !== "HEAD";
    if (changes && request.routeOptions.config.fromAnywhere !== true && !isFromOurPages(request, origin))
      return reply
        .code(403)
        .type("text/plain; charset=utf-8")
        .send("This form was not sent from our own page. Open the page again and send it from there.\n");
  });
}

/** B-03. Every browser names the origin of a form that it sends; a request that names none comes from a program, which no page can misuse. */
function isFromOurPages({ headers }: FastifyRequest, origin: string): boolean {
  const site = headers["sec-fetch-site"];
  if (site !== undefined) return site === "same-origin";
  if (headers.origin === undefined || headers.origin === origin) return true;
  // Without TLS browsers send no Sec-Fetch-Site, and "no-referrer" makes the origin of our own forms "null"; there SameSite stands alone.
  return headers.origin === "null" && origin.startsWith("http:");
}

/** P-04, B-02. The server's own headers stand beside these. */
const privacy = {
  "x-robots-tag": "noindex, nofollow",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=()",
  "x-content-type-options": "nosniff",
  "cache-control": "no-cache, no-store, max-age=0, must-revalidate",
  vary: "Accept-Language, Cookie",
};

/** B-01: nothing but what this answer names. @param frames origins that may show it in a frame: none, but for a shop's widget. */
export const contentPolicy = (nonce: string, frames: readonly string[] = []): string =>
  [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    "img-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    `frame-ancestors ${frames.length === 0 ? "'none'" : frames.join(" ")}`,
    "require-trusted-types-for 'script'",
    "trusted-types posthorn",
  ].join("; ");
