/** A shop's logo as it may be shown: a small raster image that is what it says. SVG is refused, because it can hold a script. Pure. */

export const mediaTypes = ["image/png", "image/jpeg", "image/webp"] as const;
export type LogoType = (typeof mediaTypes)[number];

export interface Logo {
  readonly mediaType: LogoType;
  readonly bytes: Buffer;
}

export const logoBytesMax = 40_000;

const signatures: Readonly<Record<LogoType, (bytes: Buffer) => boolean>> = {
  "image/png": (bytes) => bytes.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])),
  "image/jpeg": (bytes) => bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff])),
  "image/webp": (bytes) => bytes.toString("latin1", 0, 4) === "RIFF" && bytes.toString("latin1", 8, 12) === "WEBP",
};

/** The logo, or a sentence that says why it cannot be taken. @param base64 of the file. */
export function readLogo(mediaType: string, base64: string): Logo | string {
  const type = mediaTypes.find((one) => one === mediaType);
  if (type === undefined) return `A logo is ${mediaTypes.join(", ")}; SVG can hold scripts and is not taken.`;
  if (!/^[A-Za-z0-9+/\s]+={0,2}\s*$/.test(base64)) return "The logo's data is not base64.";
  const bytes = Buffer.from(base64, "base64");
  if (bytes.length > logoBytesMax)
    return `The logo has ${bytes.length} bytes; at most ${logoBytesMax} are taken, so that pages stay fast on a phone.`;
  return signatures[type](bytes) ? { mediaType: type, bytes } : `The logo's data is not ${type}.`;
}
