/** A parcel's page, and what can be done there: forms that change nothing of what a carrier or the shop said. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { keepMuted } from "#notifications/preferences-store.ts";
import { planWork } from "#platform/due-work.ts";
import type { ShipmentRow } from "#shipments/store.ts";
import type { ShopperWord } from "#shipments/summary.ts";
import * as store from "./actions-store.ts";
import { calendarOf } from "./calendar.ts";
import { findPickupCode, keepPickupCode } from "./keep-pickup-code.ts";
import { archiveOrder } from "./list-store.ts";
import { type Opened, openOrder } from "./open-order.ts";
import { inOwnWords } from "./own-words.ts";
import { type Choices, hasCalendar, hiddenStates, type ReportState, shareScript } from "./pages/actions.ts";
import { orderContent, orderHeadline } from "./pages/order.ts";
import { parcelContent } from "./pages/parcel.ts";
import { isUnknownForLong, sentencesFor } from "./pages/words.ts";
import type { ParcelView } from "./presenter.ts";
import { isReportKind, reportProblem } from "./report-problem.ts";
import type { ShopperOptions, Site } from "./site.ts";
import type { SessionRow } from "./store.ts";
import { parcelData } from "./structured-data.ts";
import { createTexts, type Texts } from "./texts.ts";

interface OfParcel {
  Params: { token: string; parcel: string };
}
interface OfOrder {
  Params: { token: string };
}

export function addParcelRoutes(server: FastifyInstance, site: Site): void {
  const { options } = site;
  const { database, clock, wakeups } = options;
  const form = { config: { form: true } };

  /** Back to the page that the form stood on; other open pages of the order hear of it. */
  const back = (reply: FastifyReply, request: FastifyRequest<OfOrder>, opened: Opened, page = ""): FastifyReply => {
    wakeups.wake("order", opened.row.id);
    return reply.redirect(`/o/${request.params.token}${page}${languageSuffix(request)}`, 303);
  };
  const pageOf = ({ params }: FastifyRequest<OfParcel>): string => `/p/${params.parcel}`;

  /** The parcel of a form; undefined: no such link or parcel, or one that shows movement only. */
  async function opened(request: FastifyRequest<OfParcel>): Promise<(Opened & { shipment: ShipmentRow }) | undefined> {
    const { token, parcel } = request.params;
    const found = await openOrder(site, request, token, parcel);
    const [shipment] = found?.shipments ?? [];
    return found === undefined || found.view.tier === 0 || shipment === undefined ? undefined : { ...found, shipment };
  }

  server.get<OfParcel>("/o/:token/p/:parcel", (request, reply) => showParcel(site, request, reply, {}));

  server.get<OfParcel>("/o/:token/p/:parcel/calendar.ics", async (request, reply) => {
    const found = await opened(request);
    const [parcel] = found?.view.parcels ?? [];
    if (found === undefined || parcel === undefined) return site.missing(request, reply);
    const { view, texts } = inOwnWords(found.view, site.textsFor(request, found.row.locale, found.setting));
    const entry = entryOf(parcel, view.shop, texts, clock.now());
    if (entry === null) return site.missing(request, reply);
    return reply
      .type("text/calendar; charset=utf-8")
      .header("content-disposition", 'attachment; filename="delivery.ics"')
      .send(entry);
  });

  server.post<OfParcel>("/o/:token/p/:parcel/said", form, async (request, reply) => {
    const found = await opened(request);
    if (found === undefined) return site.missing(request, reply);
    const word = wordOf(field(request, "word"), found.shipment, found.view.parcels[0]);
    if (word !== undefined) await keepWord(options, found.shipment, word);
    return back(reply, request, found, word === null && found.shipment.direction === "return" ? "" : pageOf(request));
  });

  server.post<OfParcel>("/o/:token/p/:parcel/mute", form, async (request, reply) => {
    const found = await opened(request);
    if (found === undefined || found.person === null) return site.missing(request, reply);
    const { person, shipment } = found;
    const at = field(request, "on") === "1" ? clock.now() : null;
    await database.forSystem("a person's choice", (tx) => keepMuted(tx, person.shopperId, shipment.id, at));
    return back(reply, request, found, pageOf(request));
  });
  server.post<OfParcel>("/o/:token/p/:parcel/archive", form, async (request, reply) => {
    const found = await opened(request);
    if (found === undefined || found.person === null) return site.missing(request, reply);
    const { person } = found;
    const at = field(request, "on") === "1" ? clock.now() : null;
    await database.forSystem("a person's choice", (tx) => archiveOrder(tx, person, found.row, at));
    return back(reply, request, found, pageOf(request));
  });

  server.post<OfParcel>("/o/:token/p/:parcel/code", form, async (request, reply) => {
    const found = await opened(request);
    if (found === undefined || found.person === null || !options.vault.hasKey) return site.missing(request, reply);
    const { id: shipmentId, merchantId } = found.shipment;
    const said = { text: field(request, "forget") === "1" ? "" : field(request, "code"), kind: field(request, "kind") };
    const isKept = await keepPickupCode(options, { shopperId: found.person.shopperId, shipmentId, merchantId }, said);
    return isKept ? back(reply, request, found, pageOf(request)) : showParcel(site, request, reply, { code: true });
  });

  server.post<OfParcel>("/o/:token/p/:parcel/carrier", form, async (request, reply) => {
    const found = await opened(request);
    const [parcel] = found?.view.parcels ?? [];
    if (found === undefined || parcel === undefined) return site.missing(request, reply);
    if (isUnknownForLong(parcel, clock.now()))
      await options.otherCarriers.ask(found.shipment, field(request, "carrier").slice(0, 100));
    return back(reply, request, found, pageOf(request));
  });

  server.post<OfParcel>("/o/:token/p/:parcel/report", form, async (request, reply) => {
    const found = await opened(request);
    const [parcel] = found?.view.parcels ?? [];
    if (found === undefined || parcel === undefined) return site.missing(request, reply);
    const fault = await report(options, request, found, parcel);
    return fault === null
      ? back(reply, request, found, pageOf(request))
      : showParcel(site, request, reply, { report: fault });
  });
  server.post<OfOrder>("/o/:token/report", form, async (request, reply) => {
    const { token } = request.params;
    const found = await openOrder(site, request, token, null);
    if (found === undefined || found.view.tier === 0) return site.missing(request, reply);
    const fault = await report(options, request, found, null);
    if (fault === null) return back(reply, request, found);
    const { view, texts } = inOwnWords(found.view, site.textsFor(request, found.row.locale, found.setting));
    const now = clock.now();
    const state = { ...reportState(found, null), fault };
    const content = orderContent({
      order: view,
      link: `/o/${token}`,
      suffix: languageSuffix(request),
      report: state,
      texts,
      now,
    });
    const title = [orderHeadline(view, texts, now), view.reference ?? view.shop].join(" – ");
    return site.page(reply, { texts, title, content, brand: view.brand, status: statusOf(fault) });
  });
}

type Fault = NonNullable<ReportState["fault"]>;
/** What was wrong with the form that was just sent. */
interface Wrong {
  readonly report?: Fault;
  readonly code?: boolean;
}
const statusOf = (fault: Fault): number => (fault === "too_many" ? 429 : 422);

async function showParcel(
  site: Site,
  request: FastifyRequest<OfParcel>,
  reply: FastifyReply,
  wrong: Wrong,
): Promise<FastifyReply> {
  const { options } = site;
  const { token, parcel: id } = request.params;
  const opened = await openOrder(site, request, token, id);
  const parcel = opened?.view.parcels[0];
  const shipment = opened?.shipments[0];
  if (opened === undefined || parcel === undefined || shipment === undefined) return site.missing(request, reply);
  const { person } = opened;
  const { view, texts } = inOwnWords(opened.view, site.textsFor(request, opened.row.locale, opened.setting));
  const now = options.clock.now();
  const isOpen = view.tier >= 1;
  const content = parcelContent({
    order: view,
    parcel,
    orderLink: `/o/${token}`,
    link: `/o/${token}/p/${id}`,
    shareLink: `${options.publicBaseUrl}/o/${token}/p/${id}`,
    suffix: languageSuffix(request),
    choices: person === null ? null : await choicesOf(options, person, shipment, parcel),
    report: { ...reportState(opened, id), fault: wrong.report ?? null },
    isCodeWrong: wrong.code ?? false,
    others: isOpen && isUnknownForLong(parcel, now) ? await options.otherCarriers.candidates(shipment) : [],
    texts,
    now,
  });
  const title = [sentencesFor(parcel, view.shop, texts, now).headline, view.reference ?? view.shop].join(" – ");
  const about = parcelData(view, parcel);
  return site.page(reply, {
    texts,
    title,
    content,
    live: `/o/${token}/live`,
    script: shareScript,
    brand: view.brand,
    tier: view.tier,
    ...(about === null ? {} : { about }),
    ...(wrong.report === undefined ? (wrong.code ? { status: 422 } : {}) : { status: statusOf(wrong.report) }),
  });
}

async function choicesOf(
  options: ShopperOptions,
  { shopperId }: SessionRow,
  { id, merchantId }: ShipmentRow,
  { state }: ParcelView,
): Promise<Choices> {
  const chosen = await options.database.forSystemAtOnce("a person's choices", (tx) =>
    store.readChoices(tx, shopperId, id),
  );
  const owner = { shopperId, shipmentId: id, merchantId };
  const code = state === "ready" ? await findPickupCode(options, owner) : null;
  return { ...chosen, code, keepsCodes: options.vault.hasKey };
}

/** What was reported last of this parcel (of the order, where null), with nothing wrong about it. */
export function reportState({ reports }: Opened, parcelId: string | null): ReportState {
  const last = reports.findLast(({ shipmentId }) => shipmentId === parcelId);
  return {
    last: last !== undefined && isReportKind(last.kind) ? { kind: last.kind, at: last.reportedAt } : null,
    fault: null,
  };
}

/** What was wrong; null: it is kept, and the mail leaves by itself, so that the answer waits for no mail server. */
async function report(
  options: ShopperOptions,
  request: FastifyRequest,
  { row, view }: Opened,
  parcel: ParcelView | null,
): Promise<Fault | null> {
  // A parcel that a person follows by hand has no shop.
  if (view.isOwn) return null;
  const kind = field(request, "kind");
  if (!isReportKind(kind)) return "kind";
  const reported = await reportProblem(options, { order: row, view, parcel, kind, words: field(request, "text") });
  if (reported === "too_many") return "too_many";
  void reported.mail().catch((error: unknown) => {
    options.log.error("unexpected_error", {
      correlationId: request.correlationId,
      errorName: error instanceof Error ? error.name : "unknown",
    });
  });
  return null;
}

/** What may be said of this parcel; undefined: nothing that makes sense. */
function wordOf(
  text: string,
  { direction, summary }: ShipmentRow,
  parcel: ParcelView | undefined,
): ShopperWord | null | undefined {
  if (direction === "return") {
    if (!["pending", "info_received", "expired"].includes(summary.status)) return undefined;
    return text === "sent_back" ? "sent_back" : text === "nothing" ? null : undefined;
  }
  if (text === "nothing") return null;
  if (parcel === undefined || (text !== "arrived" && text !== "not_arrived")) return undefined;
  const isOpenQuestion = ["delivered", "linked", "no_news"].includes(parcel.state) || hiddenStates.has(parcel.state);
  return isOpenQuestion ? text : undefined;
}

/** A return that comes alive is asked about at once. */
async function keepWord(
  { database, clock }: ShopperOptions,
  shipment: ShipmentRow,
  word: ShopperWord | null,
): Promise<void> {
  const { shard, id, merchantId } = shipment;
  await database.forMerchants([merchantId], async (tx) => {
    const dueAt = await store.keepWord(tx, shipment, word, clock.now(), word === "sent_back");
    if (dueAt !== null) await planWork(tx, [{ shard, kind: "poll", subject: id, merchantId, dueAt }]);
  });
}

/** The day on which to be there; null: no day is known. */
function entryOf(parcel: ParcelView, shop: string, texts: Texts, now: Date): string | null {
  if (!hasCalendar(parcel, texts, now)) return null;
  const { estimate, pickup } = parcel;
  const about = { parcelId: parcel.id, sequence: parcel.estimateHistory.length, now };
  if (parcel.state === "ready") {
    const until = pickup?.until ?? "";
    const [title, place] = [
      texts.t("calendar.pickup", { shop }),
      [pickup?.name, pickup?.city].filter(Boolean).join(", "),
    ];
    return calendarOf({ ...about, title, place, note: texts.t("calendar.pickup.note"), from: until, through: until });
  }
  if (estimate === null) return null;
  const title = texts.t("calendar.delivery", { shop });
  const through = estimate.through ?? estimate.from;
  // Wall time of the delivery place that nobody gave an offset for is told as its day.
  const isExact = [estimate.from, through].every((text) => /T.*(?:Z|[+-]\d\d:?\d\d)$/.test(text));
  const [from, last] = isExact ? [estimate.from, through] : [estimate.from.slice(0, 10), through.slice(0, 10)];
  return calendarOf({ ...about, title, place: null, note: texts.t("calendar.delivery.note"), from, through: last });
}

/** `?lang=de` where it was asked for, so that the next page speaks it too. */
export function languageSuffix({ url }: FastifyRequest): string {
  const asked = URL.parse(url, "http://localhost")?.searchParams.get("lang") ?? "";
  return /^[\w-]{2,20}$/.test(asked) && createTexts(asked).locale.startsWith(asked.slice(0, 2)) ? `?lang=${asked}` : "";
}

/** A field of a form; "" where it is missing. */
function field({ body }: FastifyRequest, name: string): string {
  const value: unknown =
    typeof body === "object" && body !== null && Object.hasOwn(body, name) ? Reflect.get(body, name) : "";
  return typeof value === "string" ? value : "";
}
