/** Every status code of OnTrac: of the web service V7, of the public tracker and of LaserShip. The lists stand in statuses/. */
import type { StatusLine } from "#carriers/carrier.ts";
import { laserShip, laserShipTexts } from "./statuses/lasership.ts";
import { tracker } from "./statuses/tracker.ts";
import { pod, v7, v7Delivered } from "./statuses/v7.ts";

export const statuses: readonly StatusLine[] = [
  ...v7,
  ...v7Delivered,
  ...pod,
  ...tracker,
  ...laserShip,
  ...laserShipTexts,
];
