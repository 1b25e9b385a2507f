/** A pick-up code as a machine reads it: an SVG made here, from digits and letters only. */
import { toSVG } from "bwip-js/node";
import type { PickupCode } from "./keep-pickup-code.ts";

/** Null: it is typed or told, or cannot be drawn. */
export function pickupPicture({ text, kind }: PickupCode): string | null {
  if (kind === "text" || !/^[\x20-\x7e]{1,60}$/.test(text)) return null;
  try {
    return kind === "qr"
      ? toSVG({ bcid: "qrcode", text, scale: 4, backgroundcolor: "FFFFFF", padding: 4 })
      : toSVG({ bcid: "code128", text, scale: 2, height: 16, backgroundcolor: "FFFFFF", padding: 4 });
  } catch {
    return null;
  }
}
