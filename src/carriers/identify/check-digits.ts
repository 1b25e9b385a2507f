/** Check digit rules. Each takes the digits (and letters) it is about, and says whether the last one is right. */

const digitsOf = (text: string): number[] => [...text].map(Number);

/** GS1: weights 3 and 1 from the right, beside the check digit (SSCC, DHL Parcel DE, Canada Post, FedEx Ground). */
export function gs1(text: string): boolean {
  const digits = digitsOf(text);
  const check = digits.pop();
  const sum = digits.reverse().reduce((total, digit, at) => total + digit * (at % 2 === 0 ? 3 : 1), 0);
  return check === (10 - (sum % 10)) % 10;
}

/** UPU S10: weights 8 6 4 2 3 5 9 7 over eight digits; 11 − remainder, 10 → 0, 11 → 5. */
export function s10(nineDigits: string): boolean {
  const digits = digitsOf(nineDigits);
  const sum = [8, 6, 4, 2, 3, 5, 9, 7].reduce((total, weight, at) => total + weight * (digits[at] ?? 0), 0);
  const rest = 11 - (sum % 11);
  return digits[8] === (rest === 10 ? 0 : rest === 11 ? 5 : rest);
}

/** UPS 1Z and waybills: letters count (code − 3) mod 10; even places double. */
export function ups(characters: string): boolean {
  const values = [...characters].map((c) => (/\d/.test(c) ? Number(c) : (c.charCodeAt(0) - 3) % 10));
  const check = values.pop();
  const sum = values.reduce((total, value, at) => total + value * (at % 2 === 1 ? 2 : 1), 0);
  return check === (10 - (sum % 10)) % 10;
}

/** DHL Express waybill: the first nine modulo 7. */
export const mod7 = (text: string): boolean => Number(text.slice(0, -1)) % 7 === Number(text.at(-1));

/** DHL identcode: weights 4 and 9 from the left. */
export function identcode(text: string): boolean {
  const digits = digitsOf(text);
  const check = digits.pop();
  const sum = digits.reduce((total, digit, at) => total + digit * (at % 2 === 0 ? 4 : 9), 0);
  return check === (10 - (sum % 10)) % 10;
}

/** FedEx Express: weights 3 1 7 over eleven digits, modulo 11, modulo 10. */
export function fedexExpress(text: string): boolean {
  const digits = digitsOf(text);
  const sum = [3, 1, 7, 3, 1, 7, 3, 1, 7, 3, 1].reduce((total, weight, at) => total + weight * (digits[at] ?? 0), 0);
  return digits[11] === (sum % 11) % 10;
}

/** Luhn (ISO/IEC 7812): Purolator. */
export function luhn(text: string): boolean {
  const digits = digitsOf(text).reverse();
  const sum = digits.reduce(
    (total, digit, at) => total + (at % 2 === 0 ? digit : digit * 2 > 9 ? digit * 2 - 9 : digit * 2),
    0,
  );
  return sum % 10 === 0;
}

/** OnTrac: a letter's value, then thirteen digits; even places double. */
export function ontrac(text: string): boolean {
  const body = digitsOf(text.slice(1));
  const check = body.pop();
  return (text.startsWith("C") ? [4] : [4, 5]).some((letter) => {
    const sum = [letter, ...body].reduce((total, digit, at) => total + digit * (at % 2 === 1 ? 2 : 1), 0);
    return check === (10 - (sum % 10)) % 10;
  });
}

/** ISO 7064 MOD 37,36 over digits and letters: DPD labels and barcodes. */
export function iso7064Mod37(text: string): boolean {
  const value = (character: string): number => Number.parseInt(character, 36);
  const product = [...text.slice(0, -1)].reduce((before, character) => {
    const sum = (before + value(character)) % 36 || 36;
    return (sum * 2) % 37;
  }, 36);
  return value(text.slice(-1)) === (37 - product) % 36;
}
