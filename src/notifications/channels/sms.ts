/** SMS: what a provider has to do for us, and the text of a message. It shows on a lock screen, so it names nothing private. */
import type { Outcome } from "./channel.ts";

export interface Sms {
  /** @param to E.164 */
  send(to: string, text: string): Promise<Outcome>;
}

/** Headline, link, and the sentences between them where all fits one SMS. */
export function smsText({
  title,
  body,
  link,
}: {
  readonly title: string;
  readonly body: string;
  readonly link: string;
}): string {
  const short = `${title}\n${link}`;
  const whole = `${title}\n${body}\n${link}`;
  return parts(whole) === 1 ? whole : short;
}

/** GSM 03.38: one septet each, and those that take two. What is neither makes the whole text UCS-2. */
const basic = new Set(
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà",
);
const extended = new Set("^{}\\[~]|€\f");

/** How many SMS a text is paid as: 160 septets fit one, or 70 units of UTF-16; longer ones lose some to their numbering. */
export function parts(text: string): number {
  const signs = [...text];
  const isGsm = signs.every((sign) => basic.has(sign) || extended.has(sign));
  const length = isGsm ? signs.reduce((sum, sign) => sum + (extended.has(sign) ? 2 : 1), 0) : text.length;
  const [alone, joined] = isGsm ? [160, 153] : [70, 67];
  return length <= alone ? 1 : Math.ceil(length / joined);
}
