/** The demo's orders: two shops, all the cases that are part of the product. Data only; `seed.ts` sends them through the public API. */
import type { JourneyName } from "#simulator/journeys.ts";

export interface DemoParcel {
  readonly company: string;
  /** A number of the simulator; or a text that is sent as it is. */
  readonly number:
    | {
        readonly carrier: "dhl" | "ups";
        readonly journey: JourneyName;
        readonly headStart?: number;
        readonly service?: "express";
      }
    | { readonly text: string }
    | null;
  readonly method?: string;
  /** Sent with the capture, appended to the order, or both (the same parcel said twice). */
  readonly by: "capture" | "order" | "both";
  /** Sent only so many seconds after the start. */
  readonly afterSeconds?: number;
  /** A prepared return that travels in the parcel. */
  readonly withReturn?: boolean;
}

export interface DemoOrder {
  readonly reference: string;
  readonly shop: 0 | 1;
  readonly locale: string;
  readonly country: "DE" | "US" | "GB" | "SE";
  readonly lines: readonly {
    readonly name: string;
    readonly quantity: number;
    readonly amount: number;
    readonly type?: "physical" | "digital";
  }[];
  readonly parcels: readonly DemoParcel[];
}

const line = (name: string, amount: number, quantity = 1) => ({ name, amount, quantity });
const dhl = (journey: JourneyName, headStart = 0) => ({ carrier: "dhl", journey, headStart }) as const;
const dhlExpress = (journey: JourneyName, headStart = 0) =>
  ({ ...dhl(journey, headStart), service: "express" }) as const;
const ups = (journey: JourneyName, headStart = 0) => ({ carrier: "ups", journey, headStart }) as const;

export const demoOrders: readonly DemoOrder[] = [
  {
    reference: "LL-20417",
    shop: 0,
    locale: "en-GB",
    country: "DE",
    lines: [line("Reading lamp, brass", 12_900), line("Linen shade", 3_900, 2), line("Light bulb, warm white", 900, 3)],
    parcels: [
      { company: "Deutsche Post DHL", number: dhl("normal", 4), by: "capture" },
      { company: "UPS Standard", number: ups("pickup_point", 2), by: "order" },
    ],
  },
  {
    reference: "LL-20418",
    shop: 0,
    locale: "de-DE",
    country: "DE",
    lines: [line("Desk lamp", 8_900)],
    parcels: [{ company: "DHL", number: dhl("failed_attempt", 5), by: "both" }],
  },
  {
    reference: "LL-20419",
    shop: 0,
    locale: "en-US",
    country: "US",
    lines: [line("Floor lamp", 24_900)],
    parcels: [{ company: "UPS Ground (USD)", number: ups("two_pieces", 3), by: "capture" }],
  },
  {
    reference: "LL-20420",
    shop: 0,
    locale: "en-US",
    country: "US",
    lines: [line("Pendant", 17_900)],
    parcels: [{ company: "UPS®", number: ups("customs", 2), by: "capture" }],
  },
  {
    reference: "LL-20421",
    shop: 0,
    locale: "de-DE",
    country: "DE",
    lines: [{ ...line("Gift card", 5_000), type: "digital" }],
    parcels: [{ company: "", number: null, method: "Digital", by: "capture" }],
  },
  {
    reference: "LL-20422",
    shop: 0,
    locale: "en-GB",
    country: "DE",
    lines: [line("Wall lamp", 9_900, 2)],
    parcels: [
      { company: "UPS", number: { text: "1Z999AA10123456785" }, by: "order" },
      { company: "UPS", number: ups("normal", 1), by: "order", afterSeconds: 45, withReturn: true },
    ],
  },
  {
    reference: "NK-7701",
    shop: 1,
    locale: "sv-SE",
    country: "SE",
    lines: [line("Wool blanket", 6_900)],
    parcels: [{ company: "UPS Express", number: ups("delayed", 4), by: "capture" }],
  },
  {
    reference: "NK-7702",
    shop: 1,
    locale: "en-GB",
    country: "GB",
    lines: [line("Candle, set of four", 2_400)],
    parcels: [{ company: "Letter", number: null, method: "Postal", by: "capture" }],
  },
  {
    reference: "NK-7703",
    shop: 1,
    locale: "de-DE",
    country: "DE",
    lines: [line("Oak shelf", 15_900)],
    parcels: [{ company: "Our own van", number: null, method: "Own", by: "capture" }],
  },
  {
    reference: "NK-7704",
    shop: 1,
    locale: "de-DE",
    country: "DE",
    lines: [line("Tea pot", 4_900)],
    parcels: [{ company: "", number: null, method: "PickUpStore", by: "capture" }],
  },
  {
    reference: "NK-7705",
    shop: 1,
    locale: "en-US",
    country: "US",
    lines: [line("Rug, two metres", 19_900)],
    parcels: [{ company: "ups", number: ups("returned", 5), by: "capture" }],
  },
  {
    reference: "NK-7706",
    shop: 1,
    locale: "de-DE",
    country: "DE",
    lines: [line("Coffee mill", 7_900)],
    parcels: [{ company: "Pigeon & Sons", number: { text: "PS 44-1207" }, by: "capture" }],
  },
  { reference: "NK-7707", shop: 1, locale: "en-GB", country: "DE", lines: [line("Bread tin", 2_900)], parcels: [] },
  {
    reference: "NK-7708",
    shop: 1,
    locale: "de-DE",
    country: "DE",
    lines: [line("Apron", 3_400)],
    parcels: [{ company: "DHL", number: dhl("slow_start"), by: "capture", afterSeconds: 20 }],
  },
  {
    // Brought to the shop by a carrier, so it is followed although it is collected there.
    reference: "NK-7709",
    shop: 1,
    locale: "de-DE",
    country: "DE",
    lines: [line("Garden bench", 32_900)],
    parcels: [{ company: "DHL Paket", number: dhl("normal", 3), method: "PickUpStore", by: "capture" }],
  },
  {
    reference: "LL-20423",
    shop: 0,
    locale: "en-GB",
    country: "DE",
    lines: [line("Paper lantern", 4_200, 2)],
    parcels: [{ company: "DHL Express", number: dhlExpress("customs", 2), by: "capture" }],
  },
  {
    // Twelve digits that a carrier could have made and anybody else as well, and nobody named: the merchant has to say whose it is.
    reference: "LL-20424",
    shop: 0,
    locale: "de-DE",
    country: "DE",
    lines: [line("Extension cord, textile", 1_900)],
    parcels: [{ company: "", number: { text: "403934084723" }, by: "order" }],
  },
  {
    reference: "LL-20425",
    shop: 0,
    locale: "en-GB",
    country: "GB",
    lines: [line("Bedside lamp", 6_900)],
    parcels: [{ company: "UPS Standard", number: ups("neighbour", 6), by: "capture" }],
  },
  {
    reference: "NK-7710",
    shop: 1,
    locale: "de-DE",
    country: "DE",
    lines: [line("Enamel pot", 5_900), line("Wooden spoon", 700, 2)],
    parcels: [
      { company: "DHL", number: dhl("failed_then_pickup", 5), by: "capture" },
      { company: "DHL", number: dhl("mailbox", 2), by: "order", afterSeconds: 60 },
    ],
  },
  {
    reference: "NK-7711",
    shop: 1,
    locale: "en-US",
    country: "US",
    lines: [line("Wall clock", 8_400)],
    parcels: [{ company: "UPS Ground", number: ups("lost", 8), by: "capture" }],
  },
];
