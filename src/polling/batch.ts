/** What is asked in one call: parcels of one merchant, through one connection with one credential. */
import type { Asked, Carrier } from "#carriers/carrier.ts";
import type { Credential } from "#carriers/runner.ts";
import type { Work } from "#platform/due-work.ts";
import type { Route } from "./routing.ts";
import { inTurns, type ToAsk } from "./store.ts";

export interface Piece {
  readonly work: Work;
  readonly shipment: ToAsk;
  /** The way that is taken now, one of `routes`. */
  readonly route: Route;
  readonly routes: readonly Route[];
}

export interface Batch {
  readonly carrier: Carrier;
  readonly credential: Credential;
  readonly merchantId: string;
  readonly pieces: readonly Piece[];
}

/** The receiver's postcode helps to find a parcel; of a return the merchant is the receiver, whose address we do not know. */
export function askedOf({ shipment, route }: Pick<Piece, "shipment" | "route">, reference?: string): Asked {
  const isOutbound = shipment.direction === "outbound";
  return {
    number: shipment.number,
    carrierCode: route.carrierCode,
    since: shipment.openedAt.toISOString().slice(0, 10),
    ...(isOutbound && shipment.postalCode ? { postalCode: shipment.postalCode } : {}),
    ...(isOutbound && shipment.country ? { country: shipment.country } : {}),
    ...(reference === undefined ? {} : { reference }),
  };
}

/** Merchants in turn; a call asks for one merchant only, so that no answer is kept with another's parcel, and for one lot. */
export function batchesOf(carrier: Carrier, credential: Credential, pieces: readonly Piece[]): Batch[] {
  const size = carrier.limits.batch;
  const lotOf = (piece: Piece): string => `${piece.work.merchantId} ${carrier.lot?.(askedOf(piece)) ?? ""}`;
  const batches = [...Map.groupBy(pieces, lotOf).values()].flatMap((own) =>
    Array.from({ length: Math.ceil(own.length / size) }, (_, at) => ({
      merchantId: own[0]?.work.merchantId ?? "",
      carrier,
      credential,
      pieces: own.slice(at * size, (at + 1) * size),
    })),
  );
  return inTurns(batches);
}

/** Two halves of a batch that was refused as a whole: one number that the carrier cannot read must not keep the others from theirs. */
export function halvesOf(batch: Batch): readonly Batch[] {
  const middle = Math.ceil(batch.pieces.length / 2);
  return [batch.pieces.slice(0, middle), batch.pieces.slice(middle)].map((pieces) => ({ ...batch, pieces }));
}
