/** What a mail is answered: reports of the orders that it names, or of the last seven days; a question back; nothing that anybody could learn from; or nothing at all. */
import type { Clock } from "#platform/clock.ts";
import type { Database } from "#platform/database.ts";
import { isUuid, shardOf } from "#platform/ids.ts";
import type { CaseCause } from "./case-store.ts";
import { type Checked, check, checkWeek } from "./check.ts";
import type { Asked } from "./check-mail-fields.ts";
import { findOrderById, findOrderByReference, readShopsOf, type Shop, type TakenMail } from "./check-mail-store.ts";

export type Answer =
  | {
      readonly kind: "report";
      readonly shop: Shop;
      readonly parts: readonly {
        readonly order: string | null;
        readonly mode: "live" | "test";
        readonly checked: Checked;
      }[];
      /** Asked for, and not there. */
      readonly unknownOrders: readonly string[];
    }
  /** Somebody of several shops did not say which. */
  | { readonly kind: "which_shop"; readonly shops: readonly Shop[] }
  /** To whoever has not proven to be of a shop: the same words whether there is such a shop or not. */
  | { readonly kind: "neutral" };

export interface Decision {
  /** Null: nothing is sent. */
  readonly answer: Answer | null;
  /** Null: nobody needs to look at it. */
  readonly why: CaseCause | null;
}

interface Deps {
  readonly database: Database;
  readonly clock: Clock;
}

const shopsMax = 50;

export async function decideAnswer(deps: Deps, mail: TakenMail): Promise<Decision> {
  // Whoever was named as the sender of a forged mail has not asked for anything.
  if (mail.authenticity === "fail") return { answer: null, why: "forged" };
  const isOneSender = mail.envelopeSender === mail.sender;
  if (mail.authenticity !== "pass" || !isOneSender) {
    const mayAsk = mail.authenticity === "pass" || isOneSender;
    return { answer: mayAsk ? { kind: "neutral" } : null, why: "not_verified" };
  }
  const shops = await deps.database.forSystem("whose shops somebody hears of", (tx) =>
    readShopsOf(tx, mail.sender, shopsMax),
  );
  const meant = shopsMeant(mail.asked, shops);
  const [shop, ...others] = meant;
  if (shop === undefined) return { answer: { kind: "neutral" }, why: "unknown_merchant" };
  if (others.length > 0) return { answer: { kind: "which_shop", shops: meant }, why: null };
  return { answer: await reportFor(deps, shop, mail.asked), why: null };
}

/** Of the sender's own shops those that the mail may mean. An id decides; name and address only choose among several. */
export function shopsMeant({ merchantId, orders, shopName, storeUrl }: Asked, shops: readonly Shop[]): readonly Shop[] {
  const ids = [merchantId, ...orders].filter((id) => id !== null);
  const named = shops.filter(({ id }) => ids.includes(id));
  if (named.length > 0) return named;
  // The id of a shop that is not the sender's: as if there were none.
  if (merchantId !== null && isUuid(merchantId)) return [];
  const byName = shops.filter(({ name }) => shopName !== null && plain(name) === plain(shopName));
  const byAddress = shops.filter(
    ({ website }) => website !== null && hostOf(website) !== "" && hostOf(website) === hostOf(storeUrl ?? ""),
  );
  return [byName, byAddress].find((some) => some.length === 1) ?? shops;
}

const plain = (text: string): string => text.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim();
const hostOf = (url: string): string => URL.parse(url)?.hostname.replace(/^www\./, "") ?? "";

async function reportFor(deps: Deps, shop: Shop, { orders }: Asked): Promise<Answer> {
  const asked = orders.filter((order) => order !== shop.id);
  const parts: Extract<Answer, { kind: "report" }>["parts"][number][] = [];
  const unknownOrders: string[] = [];
  for (const order of asked) {
    const part = await checkOrderOf(deps, shop.id, order);
    if (part === null) unknownOrders.push(order);
    else parts.push({ order, ...part });
  }
  if (asked.length === 0) parts.push(await checkWeekOf(deps, shop.id));
  return { kind: "report", shop, parts, unknownOrders };
}

async function checkOrderOf(deps: Deps, merchantId: string, order: string) {
  const found = await deps.database.forMerchants([merchantId], (tx) =>
    isUuid(order)
      ? findOrderById(tx, merchantId, { shard: shardOf(order), id: order })
      : findOrderByReference(tx, merchantId, order),
  );
  if (found === undefined) return null;
  const { mode, id } = found;
  const checked = await check(deps, { merchantId, mode }, { kind: "order", id });
  return checked === null ? null : { mode, checked };
}

/** Of the live orders; where there are none, of those that came with test keys, for the shop is just beginning. */
async function checkWeekOf(deps: Deps, merchantId: string) {
  const ofMode = async (mode: "live" | "test") => ({
    ...{ order: null, mode },
    checked: await checkWeek(deps, { merchantId, mode }),
  });
  const live = await ofMode("live");
  if (live.checked.verdict !== "nothing_to_check") return live;
  const test = await ofMode("test");
  return test.checked.verdict === "nothing_to_check" ? live : test;
}
