/** The second factor: a code of an authenticator app (RFC 6238). A code counts once, and guesses are few. */
import { Secret, TOTP } from "otpauth";

/** Seconds. */
const period = 30;
/** Clocks of phones differ: the step before and the one after count, too. */
const stepsAround = 1;

/** Of a new app: 160 bits, in base32 as apps take it. */
export const newTotpSecret = (): string => new Secret({ size: 20 }).base32;

const totpOf = (secret: string, label = ""): TOTP =>
  new TOTP({ issuer: "Posthorn", label, secret: Secret.fromBase32(secret), digits: 6, period, algorithm: "SHA1" });

/** What the app reads from the picture. */
export const totpAddress = (secret: string, email: string): string => totpOf(secret, email).toString();

/** The step of time that this code belongs to; null: it is wrong, or one of this step or a later one was taken already. */
export function totpStep(secret: string, code: string, now: Date, lastStep: number): number | null {
  const token = code.replace(/\D/g, "");
  if (token.length !== 6) return null;
  const timestamp = now.getTime();
  const delta = totpOf(secret).validate({ token, timestamp, window: stepsAround });
  const step = delta === null ? null : Math.floor(timestamp / 1_000 / period) + delta;
  return step !== null && step > lastStep ? step : null;
}

/** The code of this moment: what the app shows. */
export const totpCode = (secret: string, now: Date): string => totpOf(secret).generate({ timestamp: now.getTime() });
