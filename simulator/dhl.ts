/** A scene as DHL Unified Tracking answers it (developer.dhl.com, Shipment Tracking – Unified 1.5). */
import { expectedMinute, minuteOf, realMs, type Scan, type Scene, scansOf } from "./play.ts";

export interface HttpReply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}

const problem = (status: number, title: string, detail: string): HttpReply => ({
  status,
  headers: { "content-type": "application/problem+json" },
  body: { title, status, detail },
});

export const dhlUnauthorized = problem(401, "Unauthorized", "Unauthorized for given resource.");
export const dhlThrottled: HttpReply = {
  ...problem(429, "Too Many Requests", "Too many requests within defined time period, please try again later."),
  headers: { "content-type": "application/problem+json", "retry-after": "2" },
};
export const dhlNotFound = problem(404, "No result found", "No shipment with given tracking number found.");
export const dhlBadNumber = problem(400, "Bad request", "Invalid trackingNumber.");

export function dhlAnswer(scene: Scene): HttpReply {
  if (scene.journey.invalid) return dhlBadNumber;
  if (minuteOf(scene) < (scene.journey.unknownUntil ?? 0)) return dhlNotFound;
  const scans = scansOf(scene);
  const newest = scans.at(-1);
  if (newest === undefined) return dhlNotFound;
  const expected = expectedMinute(scene);
  const isReturning = scene.journey.returns === true && minuteOf(scene) >= 40 * 60;
  const pieces = scene.journey.pieces === 2 ? [pieceId(scene.number, 1), pieceId(scene.number, 2)] : [scene.number];
  const isOpen = newest.step.dhl[1] !== "delivered" && newest.step.dhl[1] !== "failure";
  return {
    status: 200,
    body: {
      shipments: [
        {
          id: scene.number,
          service: "parcel-de",
          origin: { address: { countryCode: "DE" } },
          destination: { address: { countryCode: "DE" } },
          status: eventOf(scene, newest),
          ...(expected !== null && isOpen
            ? {
                estimatedDeliveryTimeFrame: {
                  estimatedFrom: iso(realMs(scene, expected - 120)),
                  estimatedThrough: iso(realMs(scene, expected + 60)),
                },
              }
            : {}),
          ...(isReturning ? { returnFlag: true } : {}),
          details: {
            product: { productName: "DHL PAKET" },
            totalNumberOfPieces: pieces.length,
            pieceIds: pieces,
            proofOfDeliverySignedAvailable: newest.step.dhl[1] === "delivered",
          },
          events: [...scans].reverse().map((scan) => eventOf(scene, scan)),
        },
      ],
    },
  };
}

function eventOf(scene: Scene, { step, atMs, place }: Scan): object {
  const [code, statusCode, text] = step.dhl;
  const servicePoint =
    step.at === "point" ? { servicePoint: { url: "https://www.dhl.de/en/kiosk", label: "Kiosk Mühle" } } : {};
  return {
    timestamp: iso(atMs),
    location: {
      address: {
        countryCode: place.country,
        ...(place.postalCode ? { postalCode: place.postalCode } : {}),
        addressLocality: place.city,
      },
      ...servicePoint,
    },
    statusCode,
    status: code,
    description: text,
    ...(step.at === "point" && code === "ZF" ? { nextSteps: "Please collect the shipment." } : {}),
    ...(step.piece ? { pieceIds: [pieceId(scene.number, step.piece)] } : {}),
  };
}

const pieceId = (number: string, piece: 1 | 2): string => `JJD${number.slice(5, 19)}${piece}`;

/** With the offset of Berlin, as newer backends send it. */
function iso(ms: number): string {
  const parts = new Intl.DateTimeFormat("sv-SE", {
    timeZone: "Europe/Berlin",
    dateStyle: "short",
    timeStyle: "medium",
  }).format(ms);
  const wall = parts.replace(" ", "T");
  const offsetMinutes = Math.round((Date.parse(`${wall}Z`) - ms) / 60_000);
  return `${wall}+0${Math.floor(offsetMinutes / 60)}:00`;
}
