/** What a postcode tells: its shape may be one country's alone, and some carriers write the receiver's into the number. */

/** Five or four bare digits are many countries': only what no other country writes is here. Bounded (X-04). */
const shapes: readonly (readonly [country: string, shape: RegExp])[] = [
  ["GB", /^[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}$/],
  ["CA", /^[A-Z]\d[A-Z] ?\d[A-Z]\d$/],
  ["NL", /^\d{4} ?[A-Z]{2}$/],
  ["IE", /^[A-Z]\d[\dW] ?[A-Z\d]{4}$/],
  ["PL", /^\d{2}-\d{3}$/],
  ["PT", /^\d{4}-\d{3}$/],
  ["BR", /^\d{5}-\d{3}$/],
  ["JP", /^\d{3}-\d{4}$/],
  ["US", /^\d{5}-\d{4}$/],
];
const lengthMax = 12;

/** The country that alone writes postcodes so; null where several do. */
export function countryOfPostcode(text: string): string | null {
  const postcode = text.slice(0, lengthMax).trim().toUpperCase();
  return shapes.find(([, shape]) => shape.test(postcode))?.[0] ?? null;
}

/** The receiver's postcode against what a number holds: ZIP codes may have four digits more, labels begin with zeros. */
export function isPostcode(said: string, held: string): boolean {
  const [whole, part] = [plain(said), plain(held)];
  return part.length >= 4 && whole.startsWith(part);
}

const plain = (text: string): string =>
  text
    .slice(0, lengthMax)
    .toUpperCase()
    .replace(/[^A-Z\d]/g, "")
    .replace(/^0{1,12}/, "");
