/** A shop with three weeks of parcels, and somebody who owns it and runs the installation: for tests and pictures. */
import { days } from "#platform/clock.ts";
import { makeNumber } from "#simulator/contracts.ts";
import type { PortalWorld } from "#test/portal.ts";
import { scanAt } from "#test/readings.ts";

export interface FilledPortal {
  readonly email: string;
  /** Who that is. */
  readonly ada: string;
  /** The path of the shop's first page. */
  readonly home: string;
  /** A shipment with a ticket. */
  readonly damaged: string;
  /** Its shop. */
  readonly merchantId: string;
}

const codes = [
  "delivered.to_recipient",
  "in_transit.moving",
  "attempt_failed.nobody_home",
  "exception.damaged",
] as const;
const said = { picked: "Picked up", last: "As the carrier says it" };

export async function fillPortal(world: PortalWorld): Promise<FilledPortal> {
  const merchantId = await world.addShop("Lantern & Loom");
  const email = "ada@shop.example";
  const ada = await world.letIn(email, { merchantId, role: "owner" }, true);
  let damaged = "";
  for (let at = 0; at < 14; at += 1) {
    const number = makeNumber({ carrier: "ups", journey: "normal", serial: at, seed: 3 });
    const parcel = await world.addParcel(merchantId, { reference: `LL-${1_000 + at}`, number });
    const code = codes[at % 3 === 0 ? at % 4 : 0] ?? "delivered.to_recipient";
    const start = world.clock.now();
    await world.scan(merchantId, parcel, scanAt(start, { code: "in_transit.picked_up", rawText: said.picked }));
    const later = new Date(start.getTime() + days(1.2));
    await world.scan(merchantId, parcel, scanAt(later, { code, rawText: said.last, facts: { signedBy: "PRUEFER" } }));
    if (code === "exception.damaged") damaged = parcel.id;
    world.clock.advance(days(1.4));
  }
  return { email, ada, home: `/portal/${merchantId}/live`, damaged, merchantId };
}
