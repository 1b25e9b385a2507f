/** Deliveries with nothing to follow. Intake finds out which it is; the shopper's page explains it. Kept as a shipment's `method`. */
export const natures = ["digital", "own_delivery", "store_pickup", "letter"] as const;
export type Nature = (typeof natures)[number];

export const isNature = (text: string | null): text is Nature => (natures as readonly (string | null)[]).includes(text); // widened only to ask
