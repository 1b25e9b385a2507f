/** A mail with sample data, as a shopper would get it by our template or a merchant's. */
import type { EventCode } from "#shipments/event-codes.ts";
import { kinds } from "./catalogue.ts";
import { mailFor } from "./channels/mail.ts";
import type { Templates } from "./load-templates.ts";
import { type News, wordsFor } from "./words.ts";

/** Message kinds, and the one that says that an order is known. */
export const messageKinds = [...kinds, "order_known"] as const satisfies readonly News["kind"][];

export interface SampleWanted {
  readonly kind: News["kind"];
  readonly locale: string;
  /** "": no merchant's. */
  readonly merchantId: string;
}

/** @throws TemplateFault where the merchant's template is broken */
export function sampleMail(
  { kind, locale, merchantId }: SampleWanted,
  templates: Templates,
  now: Date,
  shop = "Lantern & Loom",
) {
  const day = (ahead: number): string => new Date(now.getTime() + ahead * 86_400_000).toISOString().slice(0, 10);
  const isToday = kind === "out_for_delivery";
  const [from, through] = isToday ? [day(0), day(0)] : [day(2), day(3)];
  const news: News = {
    kind,
    // No event's own words: those of the kind are shown.
    code: "pending.no_information" satisfies EventCode,
    shop,
    parcels: 1,
    estimate: { kind: "date", from, through },
    keepUntil: kind === "ready_for_pickup" ? day(7) : null,
  };
  const base = "https://track.example";
  return mailFor({
    words: wordsFor(news, locale, "UTC", now),
    templates: templates.of(merchantId),
    shop: news.shop,
    link: `${base}/o/sample-of-a-link`,
    unsubscribeLink: `${base}/u/sample-of-a-link?lang=${locale.slice(0, 2)}`,
    publicBaseUrl: base,
    arrives: { from, until: through },
  });
}
