/** All SQL of what shoppers wish. Persons belong to no merchant: callers ask for the system's scope. */
import { sql, type Tx } from "#platform/database.ts";
import { defaultPreferences, type PersonalChannel, type Preferences, type Topic } from "./preferences.ts";

const wishes = sql(
  "notifications.wishes",
  `select p.quiet_from as "quietFrom", p.quiet_until as "quietUntil", p.zone, p.locale,
     coalesce((select json_agg(json_build_object('topic', c.topic, 'channel', c.channel, 'wanted', c.wanted)) from message_choices c
       where c.shopper_id = p.id), '[]') as choices,
     coalesce((select json_agg(c.shipment_id) from parcel_choices c where c.shopper_id = p.id and c.muted_at is not null), '[]') as muted
   from shoppers p where p.email = $1`,
);

/** @param email as `parseEmail` gives it. Of somebody who was never here: the defaults. */
export async function readPreferences(tx: Tx, email: string): Promise<Preferences> {
  interface Row extends Omit<Preferences, "muted"> {
    readonly muted: readonly string[];
  }
  const [row] = await tx.query<Row>(wishes, [email]);
  return row === undefined ? defaultPreferences : { ...row, muted: new Set(row.muted) };
}

const choose = sql(
  "notifications.choose",
  `insert into message_choices (shopper_id, topic, channel, wanted, changed_at) values ($1, $2, $3, $4, $5)
   on conflict (shopper_id, topic, channel) do update set wanted = excluded.wanted, changed_at = excluded.changed_at`,
);

export async function keepChoice(
  tx: Tx,
  shopperId: string,
  choice: { readonly topic: Topic; readonly channel: PersonalChannel; readonly wanted: boolean },
  now: Date,
): Promise<void> {
  await tx.execute(choose, [shopperId, choice.topic, choice.channel, choice.wanted, now]);
}

const mute = sql(
  "notifications.mute",
  `insert into parcel_choices (shopper_id, shipment_id, muted_at) values ($1, $2, $3)
   on conflict (shopper_id, shipment_id) do update set muted_at = excluded.muted_at`,
);

/** @param mutedAt null: messages again. */
export async function keepMuted(tx: Tx, shopperId: string, shipmentId: string, mutedAt: Date | null): Promise<void> {
  await tx.execute(mute, [shopperId, shipmentId, mutedAt]);
}

const beQuiet = sql(
  "notifications.quiet",
  "update shoppers set quiet_from = $2, quiet_until = $3, zone = $4, locale = $5 where id = $1",
);

export async function keepHabits(
  tx: Tx,
  shopperId: string,
  habits: Pick<Preferences, "quietFrom" | "quietUntil" | "zone" | "locale">,
): Promise<void> {
  await tx.execute(beQuiet, [shopperId, habits.quietFrom, habits.quietUntil, habits.zone, habits.locale]);
}
