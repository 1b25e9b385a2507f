/** A shopper tells the shop that something is wrong: kept for the shop's own systems, and mailed with what the carrier said. */
import { planWork } from "#platform/due-work.ts";
import { idFromCause } from "#platform/ids.ts";
import { visibleText } from "#platform/log.ts";
import * as store from "./actions-store.ts";
import { said } from "./pages/times.ts";
import { sentencesFor } from "./pages/words.ts";
import type { OrderRow, OrderView, ParcelView } from "./presenter.ts";
import type { ShopperMail, ShopperOptions } from "./site.ts";
import { createTexts, type Texts } from "./texts.ts";

export const reportKinds = ["not_arrived", "damaged", "wrong_item", "other"] as const;
export type ReportKind = (typeof reportKinds)[number];
export const isReportKind = (text: string): text is ReportKind => (reportKinds as readonly string[]).includes(text); // widened only to ask

export const reportsPerDay = 5;
const wordsMax = 1_000;
const dayMs = 86_400_000;

export interface Report {
  readonly order: OrderRow & { readonly merchantId: string };
  readonly view: OrderView;
  /** Null: it is about the order. */
  readonly parcel: ParcelView | null;
  readonly kind: ReportKind;
  readonly words: string;
}

/**
 * The same words about the same parcel on one day are one report and one mail. `mail` sends it, after the answer and once.
 * `too_many`: the order has had its reports for today.
 */
export async function reportProblem(
  deps: Pick<ShopperOptions, "database" | "clock" | "sendMail" | "log">,
  { order, view, parcel, kind, words }: Report,
): Promise<"too_many" | { readonly mail: () => Promise<void> }> {
  const { database, clock, log } = deps;
  const now = clock.now();
  const text = [...visibleText(words.toWellFormed()).trim()].slice(0, wordsMax).join("");
  const { shard, id: orderId, merchantId } = order;
  const shipmentId = parcel?.id ?? null;
  const day = now.toISOString().slice(0, 10);
  const id = idFromCause("report", orderId, shipmentId ?? "", kind, text, day);
  const outcome = await database.forMerchants([merchantId], async (tx) => {
    // One at a time: a burst of copies would else all find room.
    await store.lockOrder(tx, shard, orderId);
    const before = await store.readReports(tx, shard, orderId);
    if (before.some((report) => report.id === id)) return "known";
    const today = before.filter(({ reportedAt }) => now.getTime() - reportedAt.getTime() < dayMs);
    if (today.length >= reportsPerDay) return "too_many";
    await store.insertReport(tx, { shard, orderId, id, merchantId, shipmentId, kind, words: text, now });
    const about = view.parcels.filter((one) => shipmentId === null || one.id === shipmentId);
    await planWork(
      tx,
      about.map((one) => ({ shard, kind: "ticket", subject: one.id, merchantId, dueAt: now })),
    );
    return "new";
  });
  if (outcome === "too_many") return outcome;
  const to = order.supportEmail;
  return {
    async mail() {
      if (outcome === "known" || to === null) return;
      const texts = createTexts(order.locale);
      const sent = await deps.sendMail(mailOf({ to, view, parcel, kind, text }, texts, now));
      if (sent.kind === "failed") return log.warn("report_not_mailed", { merchantId, reason: sent.detail });
      await database.forMerchants([merchantId], (tx) => store.noteMailed(tx, { shard, orderId, id }, clock.now()));
    },
  };
}

interface ToMail {
  readonly to: string;
  readonly view: OrderView;
  readonly parcel: ParcelView | null;
  readonly kind: ReportKind;
  readonly text: string;
}

/** Plain text, in the order's language: the shopper's words, then what is known of the parcel. */
function mailOf({ to, view, parcel, kind, text }: ToMail, texts: Texts, now: Date): ShopperMail {
  const { t } = texts;
  const order = view.reference ?? view.shop;
  const what = t(`report.kind.${kind}`);
  const evidence = parcel === null ? "" : evidenceOf(parcel, view.shop, texts, now);
  const body = [t("mail.report.body", { order, what }), text === "" ? "–" : text, evidence, t("mail.report.foot")];
  const plain = body.filter((part) => part !== "").join("\n\n");
  return { to, subject: t("mail.report.subject", { order, what }), text: plain, html: `<pre>${escaped(plain)}</pre>` };
}

function evidenceOf(parcel: ParcelView, shop: string, texts: Texts, now: Date): string {
  const { t } = texts;
  const { state, headline } = sentencesFor(parcel, shop, texts, now);
  const scans = parcel.history.slice(0, 20).map(({ time, code, place, raw, rawCode }) => {
    const parts = [said(time, parcel.zone, texts, now), place ?? "", texts.event(code), raw ?? "", rawCode];
    return `- ${parts.filter((part) => part !== "").join(" · ")}`;
  });
  return [
    `${t("parcel.carrier")}: ${parcel.carrier || "–"}`,
    `${t("parcel.number")}: ${parcel.number ?? "–"}`,
    `${state}: ${headline}`,
    ...scans,
  ].join("\n");
}

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
