/** `GET /api`: the reference of the API as a page, made once from the document that the routes themselves describe. */
import type { FastifyPluginAsync } from "fastify";
import { html } from "htm/preact";
import { contentPolicy, guardPages } from "#platform/html/guard.ts";
import { renderFrame } from "#platform/html/page.ts";
import { style } from "#platform/html/style.ts";
import { randomToken } from "#platform/ids.ts";
import { type ApiDocument, groupsOf } from "./document.ts";
import { referenceContent } from "./pages/reference.ts";

const own = `
main{max-inline-size:60rem}
pre{overflow:auto;background:var(--neutral-bg);border-radius:.5rem;padding:.7rem;font-size:.85rem}
article h3{display:flex;flex-wrap:wrap;gap:.6rem;align-items:center}
.plain-list{margin:.2rem 0 .6rem;padding-inline-start:1.2rem}.plain-list a{display:inline-block;padding-block:.2rem}
nav{display:block}`;

export function createReferenceRoutes(options: {
  readonly publicBaseUrl: string;
  /** The document, when all routes are there. */
  readonly document: () => object;
}): FastifyPluginAsync {
  let content: unknown;
  return async (server) => {
    guardPages(server, options);
    server.get("/api", async (_request, reply) => {
      const nonce = randomToken();
      content ??= made(options.document() as ApiDocument); // the part that we read of what our own routes describe
      return reply
        .type("text/html; charset=utf-8")
        .header("content-security-policy", contentPolicy(nonce))
        .send(
          renderFrame(
            {
              language: "en",
              title: "Reference of the API – Posthorn",
              nonce,
              style: style + own,
              skip: "Skip to content",
              notice: null,
            },
            html`${content}`,
          ),
        );
    });
  };
}

const made = (document: ApiDocument) => referenceContent(document, groupsOf(document));
