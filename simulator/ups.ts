/** A scene as UPS Track v1 answers it (UPS developer portal, Tracking API; OAuth client credentials). */
import type { HttpReply } from "./dhl.ts";
import { expectedMinute, minuteOf, realMs, type Scan, type Scene, scansOf } from "./play.ts";

const errors = (
  status: number,
  code: string,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): HttpReply => ({ status, headers, body: { response: { errors: [{ code, message }] } } });

export const upsUnauthorized = errors(401, "250002", "Invalid Authentication Information.");
export const upsThrottled = errors(429, "10429", "Too Many Requests", { "retry-after": "2" });
export const upsBadNumber = errors(400, "TV1002", "Invalid inquiry number");
export const upsNoTransaction = errors(400, "VSS001", "Missing transId or transactionSrc");

/** All values are strings. */
export const upsToken = (token: string, clientId: string, nowMs: number): HttpReply => ({
  status: 200,
  body: {
    token_type: "Bearer",
    issued_at: String(nowMs),
    client_id: clientId,
    access_token: token,
    expires_in: "14399",
    status: "approved",
  },
});

const notFound = (number: string): HttpReply => ({
  status: 200,
  body: {
    trackResponse: {
      shipment: [{ inquiryNumber: number, warnings: [{ code: "TW0001", message: "Tracking Information Not Found" }] }],
    },
  },
});

export function upsAnswer(scene: Scene): HttpReply {
  if (scene.journey.invalid) return upsBadNumber;
  const scans = scansOf(scene);
  const newest = scans.at(-1);
  if (newest === undefined || minuteOf(scene) < (scene.journey.unknownUntil ?? 0)) return notFound(scene.number);
  const expected = expectedMinute(scene);
  const isDelivered = newest.step.ups[0] === "D" && newest.step.at !== "point";
  const pieces: readonly (1 | 2)[] = scene.journey.pieces === 2 ? [1, 2] : [1];
  const rescheduled =
    scene.journey.expectedLater !== undefined && minuteOf(scene) >= scene.journey.expectedLater.fromMinute;
  return {
    status: 200,
    body: {
      trackResponse: {
        shipment: [
          {
            inquiryNumber: scene.number,
            package: pieces.map((piece) => {
              const own = scans.filter(({ step }) => step.piece === undefined || step.piece === piece);
              const last = own.at(-1) ?? newest;
              return {
                trackingNumber:
                  piece === 1
                    ? scene.number
                    : `${scene.number.slice(0, -2)}${(Number(scene.number.at(-2)) + 5) % 10}${scene.number.at(-1)}`,
                packageCount: pieces.length,
                currentStatus: { description: last.step.ups[2], code: last.step.ups[1] },
                activity: [...own].reverse().map(activityOf),
                ...(expected === null || isDelivered
                  ? {}
                  : {
                      deliveryDate: [
                        {
                          type: rescheduled ? "RDD" : "SDD",
                          date: localDate(realMs(scene, expected), "America/New_York"),
                        },
                      ],
                    }),
                ...(isDelivered
                  ? {
                      deliveryDate: [{ type: "DEL", date: localDate(newest.atMs, "America/New_York") }],
                      deliveryInformation: { location: "Front Door", receivedBy: newest.step.signedBy ?? "" },
                    }
                  : {}),
                ...(scene.journey.keepDays !== undefined && newest.step.at === "point"
                  ? {
                      accessPointInformation: {
                        pickupByDate: localDate(newest.atMs + scene.journey.keepDays * 86_400_000, "America/New_York"),
                      },
                    }
                  : {}),
                service: { code: "003", description: "UPS Ground" },
                weight: { unitOfMeasurement: "LBS", weight: "2.40" },
              };
            }),
          },
        ],
      },
    },
  };
}

function activityOf({ step, atMs, place }: Scan): object {
  const [type, code, description] = step.ups;
  const zone = "America/New_York";
  const utc = new Date(atMs).toISOString();
  return {
    date: localDate(atMs, zone),
    time: localTime(atMs, zone),
    gmtDate: utc.slice(0, 10).replaceAll("-", ""),
    gmtTime: utc.slice(11, 19),
    gmtOffset: offset(atMs, zone),
    location: {
      address: {
        city: place.city,
        ...(place.state ? { stateProvince: place.state } : {}),
        countryCode: place.country,
        country: place.country,
        ...(place.postalCode ? { postalCode: place.postalCode } : {}),
      },
    },
    status: { type, code, description },
  };
}

const wall = (ms: number, zone: string): string =>
  new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "medium" }).format(ms);
const localDate = (ms: number, zone: string): string => wall(ms, zone).slice(0, 10).replaceAll("-", "");
const localTime = (ms: number, zone: string): string => wall(ms, zone).slice(11).replaceAll(":", "");

function offset(ms: number, zone: string): string {
  const minutes = Math.round((Date.parse(`${wall(ms, zone).replace(" ", "T")}Z`) - ms) / 60_000);
  const sign = minutes < 0 ? "-" : "+";
  return `${sign}${String(Math.floor(Math.abs(minutes) / 60)).padStart(2, "0")}:${String(Math.abs(minutes) % 60).padStart(2, "0")}`;
}
