/** All SQL of the link that stops e-mails: whom it stands for. Persons belong to no merchant. */
import { sql, type Tx } from "#platform/database.ts";
import { newId } from "#platform/ids.ts";

const make = sql(
  "notifications.makeShopper",
  "insert into shoppers (id, email, created_at) values ($1, $2, $3) on conflict (email) do nothing",
);
const byEmail = sql("notifications.shopperByEmail", "select id from shoppers where email = $1");

/** The person with this address, made known when a mail first goes there. @param email as `parseEmail` gives it */
export async function shopperIdOf(tx: Tx, email: string, now: Date): Promise<string> {
  const [known] = await tx.query<{ readonly id: string }>(byEmail, [email]);
  if (known !== undefined) return known.id;
  await tx.execute(make, [newId(), email, now]);
  const [made] = await tx.query<{ readonly id: string }>(byEmail, [email]);
  if (made === undefined) throw new Error("A shopper that was just made is not there.");
  return made.id;
}

export interface ShopperRow {
  readonly email: string;
  readonly locale: string | null;
}

const byId = sql("notifications.shopperById", "select email, locale from shoppers where id = $1");

export const readShopper = async (tx: Tx, id: string): Promise<ShopperRow | undefined> =>
  (await tx.query<ShopperRow>(byId, [id]))[0];
