/** Answers of UPS Track v1 and its token call, in their own shapes (Tracking.yaml, OAuthClientCredentials.yaml). */

import { type Happening, happenings } from "./happenings.ts";
import { chance, siblingOf } from "./numbers.ts";
import type { Play, Scan } from "./play.ts";
import type { Place } from "./routes.ts";
import { compact, offsetOf, windowAround } from "./times.ts";

/** The common error body. */
export function failure(code: string, message: string): object {
  return { response: { errors: [{ code, message }] } };
}

/** All values are strings, also the numbers. */
export function tokenAnswer(token: {
  readonly accessToken: string;
  readonly clientId: string;
  readonly issuedMs: number;
  readonly expiresInSeconds: number;
}): object {
  return {
    token_type: "Bearer",
    issued_at: String(token.issuedMs),
    client_id: token.clientId,
    access_token: token.accessToken,
    scope: "public",
    expires_in: String(token.expiresInSeconds),
    refresh_count: "0",
    status: "approved",
  };
}

/** An unknown number is answered with HTTP 200, a warning and no package. */
export function notFoundAnswer(number: string): object {
  return {
    trackResponse: {
      shipment: [{ inquiryNumber: number, warnings: [{ code: "TW0001", message: "Tracking Information Not Found" }] }],
    },
  };
}

export function trackAnswer(play: Play): object {
  const { number } = play.parcel;
  const pieces = play.journey.pieces === 2 ? [number, siblingOf(number)] : [number];
  return {
    trackResponse: {
      shipment: [
        {
          inquiryNumber: number,
          package: pieces.map((piece, at) => packageOf(play, piece, pieces.length === 1 ? null : at, pieces.length)),
          userRelation: [""],
        },
      ],
    },
  };
}

function packageOf(play: Play, trackingNumber: string, piece: number | null, packageCount: number): object {
  const scans = play.scans.filter(({ step }) => piece === null || step.piece === undefined || step.piece === piece);
  const activity = scans.flatMap(activitiesOf).reverse();
  const last = scans.at(-1);
  const said = last === undefined ? undefined : happenings[last.step.what].ups;
  const isDelivered = said?.statusCode === "011";
  return {
    trackingNumber,
    ...(play.keepUntilMs === null
      ? {}
      : { accessPointInformation: { pickupByDate: compact(play.keepUntilMs, play.destination.zone).date } }),
    activity,
    ...(said === undefined
      ? {}
      : {
          currentStatus: {
            code: said.statusCode,
            description: said.text,
            simplifiedTextDescription: said.text.trim(),
            statusCode: said.statusCode,
            type: said.type,
          },
        }),
    ...(isDelivered && last !== undefined ? deliveredFields(play, last) : promiseFields(play)),
    packageAddress: [
      { type: "ORIGIN", address: addressOf(play.sender) },
      { type: "DESTINATION", address: addressOf(play.destination) },
    ],
    packageCount,
    service: { code: "011", levelCode: "011", description: "UPS Standard" },
    suppressionIndicators: "",
    weight: { unitOfMeasurement: "KGS", weight: ((200 + chance(trackingNumber, "weight", 9_000)) / 1_000).toFixed(2) },
  };
}

function activitiesOf({ step, atMs, place }: Scan): readonly object[] {
  const { ups }: Happening = happenings[step.what];
  const { date, time } = compact(atMs, place.zone);
  const gmt = compact(atMs, "UTC");
  const activity = {
    date,
    time,
    gmtDate: gmt.date,
    // As the real one does: a leading zero of the hour gets lost.
    gmtTime: gmt.time.replace(/^0/, ""),
    gmtOffset: offsetOf(atMs, place.zone),
    location:
      step.what === "announced"
        ? { address: { countryCode: place.country, country: place.country } }
        : { address: addressOf(place), slic: String(1_000 + chance(place.city, "slic", 8_999)) },
    status: {
      type: ups.type,
      code: ups.code,
      statusCode: ups.statusCode,
      description: ups.text,
      simplifiedTextDescription: "",
    },
  };
  return step.twice === true ? [activity, activity] : [activity];
}

function deliveredFields(play: Play, last: Scan): object {
  const { date, time } = compact(last.atMs, play.destination.zone);
  const place = last.step.what === "delivered" ? "Receiver" : "";
  return {
    deliveryDate: [{ type: "DEL", date }],
    deliveryTime: { type: "DEL", startTime: time, endTime: time },
    deliveryInformation: { location: place, receivedBy: last.step.what === "delivered" ? "VOGELSANG" : "" },
  };
}

function promiseFields(play: Play): object {
  if (play.promiseMs === null) return { deliveryDate: [] };
  const { fromMs, throughMs } = windowAround(play.promiseMs);
  const from = compact(fromMs, play.destination.zone);
  const isMoved = play.scans.filter(({ step }) => step.promise !== undefined).length > 1;
  return {
    deliveryDate: [{ type: isMoved ? "RDD" : "SDD", date: from.date }],
    deliveryTime: { type: "EDW", startTime: from.time, endTime: compact(throughMs, play.destination.zone).time },
  };
}

function addressOf(place: Place): object {
  return {
    ...(place.shop === undefined ? {} : { addressLine1: place.shop.street }),
    city: place.city.toUpperCase(),
    ...(place.region === undefined ? {} : { stateProvince: place.region }),
    postalCode: place.postalCode,
    countryCode: place.country,
    country: place.country,
  };
}
