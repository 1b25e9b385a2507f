/** What makes the pages an app that can be installed: manifest, icons, the pages' script, the service worker, and what stands in when there is no network. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import type { FastifyInstance, FastifyReply } from "fastify";
import { html } from "htm/preact";
import type { Language } from "#languages/languages.ts";
import { type Markup, markupOf } from "#platform/html/page.ts";
import { style } from "#platform/html/style.ts";
import { sha256 } from "#platform/ids.ts";
import type { Site } from "./site.ts";

interface AppFile {
  /** With the hash of what it holds: it never changes and may be kept for ever. */
  readonly address: string;
  readonly mediaType: string;
  readonly body: Buffer;
  /** By the coding's name; a picture has none. */
  readonly compressed: Readonly<Partial<Record<"br" | "gzip", Buffer>>>;
}

const read = (path: string): Buffer => readFileSync(join(import.meta.dirname, path));

function appFile(path: string, mediaType: string): AppFile {
  const body = read(path);
  const [name = "", ending = ""] = path.split("/").at(-1)?.split(".") ?? [];
  const hash = sha256(body).toString("base64url").slice(0, 12);
  const compressed =
    mediaType === "image/png" ? {} : { br: brotliCompressSync(body), gzip: gzipSync(body, { level: 9 }) };
  return { address: `/app/${name}.${hash}.${ending}`, mediaType, body, compressed };
}

const javascript = "text/javascript; charset=utf-8";
const pageScript = appFile("scripts/page.js", javascript);
const horn = appFile("icons/horn.svg", "image/svg+xml");
const icon192 = appFile("icons/icon-192.png", "image/png");
const icon512 = appFile("icons/icon-512.png", "image/png");
const maskable = appFile("icons/maskable-512.png", "image/png");
const apple = appFile("icons/apple-180.png", "image/png");
const badge = appFile("icons/badge-96.png", "image/png");
const byAddress = new Map(
  [pageScript, horn, icon192, icon512, maskable, apple, badge].map((file) => [file.address, file]),
);

const workerAddress = "/service-worker.js";
/** Pages that stand in for another when there is no network. */
const standIns = { offline: "/offline", notSent: "/offline/not-sent" } as const;

/** Paper by day and by night, as the style sheet has it: around the page, phones paint the same. */
const [light = "", dark = light] = [...style.matchAll(/--paper:(#[0-9a-f]{6})/g)].map(([, colour]) => colour);
const paper = { light, dark };

export interface PageScript {
  readonly nonce: string;
  /** Address of the live stream; none: the page does not move. */
  readonly live?: string;
  /** Within another site's page there is neither worker nor app. */
  readonly isEmbedded: boolean;
  readonly language: Language;
}

const heads = new Map<string, Markup>();

/** What the head of a page says of the app, and the script of every page: one file for all, fetched once. */
export function appHead({ nonce, live, isEmbedded, language }: PageScript): Markup {
  const worker = isEmbedded ? undefined : workerAddress;
  const script = html`<script defer nonce=${nonce} src=${pageScript.address} data-live=${live} data-worker=${worker}></script>`;
  if (isEmbedded) return markupOf(script);
  const head = heads.get(language) ?? markupOf(headIn(language));
  heads.set(language, head);
  return markupOf(head, script);
}

const headIn = (language: Language) =>
  html`<meta name="theme-color" media="(prefers-color-scheme: light)" content=${paper.light} />
    <meta name="theme-color" media="(prefers-color-scheme: dark)" content=${paper.dark} />
    <meta name="mobile-web-app-capable" content="yes" />
    <meta name="apple-mobile-web-app-capable" content="yes" />
    <meta name="apple-mobile-web-app-title" content="Posthorn" />
    <link rel="manifest" href=${`/manifest.webmanifest?lang=${language}`} />
    <link rel="icon" type="image/svg+xml" href=${horn.address} />
    <link rel="apple-touch-icon" href=${apple.address} />`;

const codings = ["br", "gzip"] as const;

export function addAppRoutes(server: FastifyInstance, site: Site): void {
  server.get("/app/:file", (request, reply) => {
    const file = byAddress.get(request.url);
    if (file === undefined)
      return reply.code(404).type("text/plain; charset=utf-8").send("There is no such file (any more).\n");
    const accepted = String(request.headers["accept-encoding"] ?? "");
    const coding = codings.find((name) => file.compressed[name] !== undefined && accepted.includes(name));
    if (coding !== undefined) reply.header("content-encoding", coding);
    return reply
      .headers({ "cache-control": "public, max-age=31536000, immutable", vary: "Accept-Encoding" })
      .type(file.mediaType)
      .send(coding === undefined ? file.body : file.compressed[coding]);
  });

  server.get("/manifest.webmanifest", (request, reply) => {
    const { t, language, direction } = site.textsFor(request);
    const icon = ({ address }: AppFile, size: number, purpose: "any" | "maskable") => ({
      src: address,
      sizes: `${size}x${size}`,
      type: "image/png",
      purpose,
    });
    return asEverybodys(reply, "application/manifest+json; charset=utf-8").send(
      JSON.stringify({
        id: "/",
        name: "Posthorn",
        short_name: "Posthorn",
        description: t("app.description"),
        lang: language,
        dir: direction,
        start_url: "/deliveries",
        scope: "/",
        display: "standalone",
        theme_color: paper.light,
        background_color: paper.light,
        icons: [
          icon(icon192, 192, "any"),
          icon(icon512, 512, "any"),
          icon(maskable, 512, "maskable"),
          { src: horn.address, sizes: "any", type: horn.mediaType, purpose: "any" },
        ],
      }),
    );
  });

  const known = {
    files: [pageScript.address, horn.address, icon192.address, badge.address],
    ...standIns,
    icon: icon192.address,
    badge: badge.address,
    vapidPublicKey: site.options.vapidPublicKey,
  };
  const worker = `const posthorn = ${JSON.stringify(known)};\n${read("scripts/service-worker.js")}`;
  server.get(workerAddress, (_request, reply) => asEverybodys(reply, javascript).send(worker));

  server.get(standIns.offline, (request, reply) => {
    const texts = site.textsFor(request);
    const title = texts.t("offline.title");
    // An empty address is that of the page that was asked for.
    const content = html`<h1>${title}</h1><p>${texts.t("offline.body")}</p><p><a class="button" href="" data-again>${texts.t("offline.again")}</a></p>`;
    return site.page(reply, { texts, title, content });
  });
  server.get(standIns.notSent, (request, reply) => {
    const texts = site.textsFor(request);
    const title = texts.t("offline.notSent.title");
    const content = html`<h1>${title}</h1><p>${texts.t("offline.notSent.body")}</p><p><a href="/deliveries">${texts.t("deliveries.title")}</a></p>`;
    return site.page(reply, { texts, title, content });
  });
}

/** The same for everyone, asked for anew each time, because it changes with the program. */
const asEverybodys = (reply: FastifyReply, mediaType: string): FastifyReply =>
  reply.type(mediaType).headers({ "cache-control": "no-cache", vary: "Accept-Language" });
