/** Numbers are compared without blanks, dashes and case; at most 100 characters are looked at. */
export const plainNumber = (number: string): string => number.slice(0, 100).replace(/[\s-]/g, "").toUpperCase();
