/** Check digits of parcel numbers. The simulator is the carrier's side: they are written here once more, so that a slip of ours is found. */

/** GS1 (SSCC): weights 3 and 1 from the right. */
export function gs1(body: string): string {
  const sum = [...body].reverse().reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 3 : 1), 0);
  return String((10 - (sum % 10)) % 10);
}

/** UPU S10, of the eight digits: weights 8, 6, 4, 2, 3, 5, 9, 7; 10 becomes 0, 11 becomes 5. */
export function s10(digits: string): string {
  const weights = [8, 6, 4, 2, 3, 5, 9, 7];
  const sum = weights.reduce((total, weight, at) => total + weight * Number(digits[at]), 0);
  const rest = 11 - (sum % 11);
  return rest === 10 ? "0" : rest === 11 ? "5" : String(rest);
}

/** Remainder of the division by 7. */
export function mod7(body: string): string {
  return String(Number(body) % 7);
}

/** Identcode of Deutsche Post: weights 4 and 9 from the left. */
export function identcode(body: string): string {
  const sum = [...body].reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 4 : 9), 0);
  return String((10 - (sum % 10)) % 10);
}

/** Correos: the sum of the character codes chooses one of the 23 letters of a Spanish identity number. */
export function correosLetter(body: string): string {
  const sum = [...body].reduce((total, character) => total + character.charCodeAt(0), 0);
  return "TRWAGMYFPDXBNJZSQVHLCKE"[sum % 23] ?? "";
}
