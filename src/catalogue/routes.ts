/** Carriers for everybody: pages at /carriers that work without a script, and the same as open data. No key, no database. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { html } from "htm/preact";
import { connections } from "#carriers/connections.ts";
import { identify } from "#carriers/identify/identify.ts";
import { countryCode } from "#carriers/places.ts";
import { chooseLocale, fileOf, knownLocale, textsOf } from "#languages/languages.ts";
import { addressInLanguage, languageLinks } from "#languages/links.ts";
import type { Clock } from "#platform/clock.ts";
import { contentPolicy, guardPages } from "#platform/html/guard.ts";
import { renderFrame } from "#platform/html/page.ts";
import type { RoutePlugin } from "#platform/http-server.ts";
import { randomToken } from "#platform/ids.ts";
import { type Allowances, addCarrierCalls, createAllowances } from "./api.ts";
import { entries, type Way, ways } from "./entries.ts";
import { carrierContent } from "./pages/carrier.ts";
import { carriersContent } from "./pages/carriers.ts";
import { type Reader, to } from "./pages/parts.ts";
import { style } from "./pages/style.ts";
import { nothingSaid, type Said, whoContent } from "./pages/who.ts";
import { saidLengthMax } from "./schema.ts";
import { queryLengthMax, searchCarriers } from "./search.ts";
import { createTexts } from "./texts.ts";

export interface CatalogueOptions {
  readonly clock: Clock;
  readonly publicBaseUrl: string;
  readonly simulatedCarriers: boolean;
}

/** Carriers on a page: with style and choices well under 30 KB. */
const pageSize = 25;

export function createCatalogueRoutes(options: CatalogueOptions): RoutePlugin {
  const allowances = createAllowances(options.clock);
  return async (server) => {
    await server.register(async (calls) => addCarrierCalls(calls, allowances));
    await server.register(async (pages) => addPages(pages, options, allowances));
  };
}

function addPages(server: FastifyInstance, options: CatalogueOptions, allowances: Allowances): void {
  guardPages(server, options);

  const page = (reply: FastifyReply, reader: Reader, title: string, content: unknown, status = 200): FastifyReply => {
    const nonce = randomToken();
    const { language, locale } = reader.texts;
    const frameText = textsOf("frame", locale);
    const notice = options.simulatedCarriers ? frameText("simulated") : null;
    const skip = frameText("skip");
    const after = languageLinks(locale, addressInLanguage(addressOf(reply.request)));
    const { direction } = fileOf(language);
    reply.code(status).type("text/html; charset=utf-8").header("content-security-policy", contentPolicy(nonce));
    return reply.send(
      renderFrame(
        { language, direction, title: `${title} – Posthorn`, nonce, style, skip, notice, after },
        html`${content}`,
      ),
    );
  };

  server.addHook("onRequest", async (request, reply) => {
    const count = request.method === "POST" ? allowances.identifications : allowances.reads;
    const { isAllowed, retryAfterSeconds: seconds } = count(request.ip);
    if (isAllowed) return;
    const reader = readerOf(request);
    const title = reader.texts.t("busy.title");
    const content = html`<h1>${title}</h1><p>${reader.texts.t("busy.body", { seconds })}</p>`;
    return page(reply.header("retry-after", String(seconds)), reader, title, content, 429);
  });

  server.get("/carriers", (request, reply) => {
    const reader = readerOf(request);
    const asked = (name: string, max: number): string => textOf(request.query, name, max);
    const query = {
      q: asked("q", queryLengthMax),
      country: countryCode(asked("country", 60)) ?? "",
      can: asked("can", 20),
    };
    const can = wayNamed(query.can);
    const isNumber = looksLikeNumber(query.q);
    const found = isNumber ? [] : searchCarriers({ text: query.q, country: query.country || undefined, can });
    const pages = Math.max(1, Math.ceil(found.length / pageSize));
    const number = Math.min(pages, Math.max(1, Number.parseInt(asked("page", 4), 10) || 1));
    const content = carriersContent(
      {
        query: { ...query, can: can ?? "" },
        found: found.slice((number - 1) * pageSize, number * pageSize),
        total: found.length,
        page: number,
        pages,
        everywhere: isNumber ? 0 : searchCarriers({ text: query.q }).length,
        counts: {
          all: entries().size,
          ownApi: searchCarriers({ can: "own_api" }).length,
          hasAggregators: connections.some(({ kind }) => kind === "aggregator"),
        },
        isNumber,
      },
      reader,
    );
    return page(reply, reader, reader.texts.t("carriers.title"), content);
  });

  server.get("/carriers/identify", (request, reply) => {
    const reader = readerOf(request);
    const content = whoContent({ said: nothingSaid, answer: null, fault: null }, reader);
    return page(reply, reader, reader.texts.t("who.title"), content);
  });

  /**
   * A tracking number is personal data (decision 0006, D-06). It comes in the body of a POST: an address would keep it in the browser's
   * history, in proxies' logs and in the Referer. Of this request the log has the route, the answer is `no-store`, nothing is written
   * and nothing looked up: what is said follows from the form of the number alone, whether we follow the parcel or not.
   */
  server.post("/carriers/identify", { config: { form: true }, bodyLimit: 8 * 1_024 }, (request, reply) => {
    const reader = readerOf(request);
    const said: Said = {
      number: textOf(request.body, "number", saidLengthMax.number),
      company: textOf(request.body, "company", saidLengthMax.company),
      country: countryCode(textOf(request.body, "goes-to", 60)) ?? "",
    };
    const title = reader.texts.t("who.title");
    if (said.number === "" && said.company === "") {
      const fault = reader.texts.t("who.missing");
      return page(reply, reader, title, whoContent({ said, answer: null, fault }, reader), 422);
    }
    const answer = identify(said).flatMap((candidate) => {
      const entry = entries().get(candidate.code);
      return entry === undefined ? [] : [{ candidate, entry }];
    });
    return page(reply, reader, title, whoContent({ said, answer, fault: null }, reader));
  });

  server.get<{ Params: { code: string } }>("/carriers/:code", (request, reply) => {
    const reader = readerOf(request);
    const { t } = reader.texts;
    const entry = entries().get(request.params.code);
    if (entry !== undefined) return page(reply, reader, entry.carrier.name, carrierContent(entry, reader));
    const content = html`<h1>${t("missing.title")}</h1>
      <p>${t("missing.body")} <a href=${to(reader, "/carriers")}>${t("back.carriers")}</a></p>`;
    return page(reply, reader, t("missing.title"), content, 404);
  });
}

function readerOf(request: FastifyRequest): Reader {
  const lang = knownLocale(textOf(request.query, "lang", 20));
  const locale = chooseLocale({ parameter: lang, acceptLanguage: request.headers["accept-language"] });
  return { texts: createTexts(locale), lang: lang === null ? null : locale.slice(0, 2) };
}

/** Where the same page is read in another language. A number that was typed stands in no address. */
function addressOf({ method, url }: FastifyRequest): string {
  if (method !== "GET") return "/carriers/identify";
  return looksLikeNumber(url) ? "/carriers" : url;
}

/** A field of a form or query, cut; "" when it is missing or said several times. */
function textOf(given: unknown, name: string, max: number): string {
  const value: unknown = typeof given === "object" && given !== null ? Reflect.get(given, name) : undefined;
  return typeof value === "string" ? value.slice(0, max).trim() : "";
}

const wayNamed = (text: string): Way | undefined => ways.find((way) => way === text);

/** People type numbers into any field. One is not searched for, and the page tells where it belongs. */
const looksLikeNumber = (text: string): boolean => (text.match(/\d/g)?.length ?? 0) >= 7;
