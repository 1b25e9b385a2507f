/** What an aggregator remembers of the numbers that it was told of: each once, for one credit. */
import { createHash } from "node:crypto";

export interface Registration {
  /** 32 hexadecimal digits, the same for a number on every start. */
  readonly id: string;
  readonly number: string;
  /** The aggregator's own key of the carrier. */
  readonly carrier: string;
}

export interface Registrations {
  /** `isNew`: it cost a credit. */
  add(number: string, carrier: string): { readonly registration: Registration; readonly isNew: boolean };
  find(number: string): Registration | undefined;
  findById(id: string): Registration | undefined;
  /** How many credits were spent. */
  spent(): number;
}

export function openRegistrations(): Registrations {
  const byNumber = new Map<string, Registration>();
  const byId = new Map<string, Registration>();
  return {
    add(written, carrier) {
      const number = written.toUpperCase();
      const known = byNumber.get(number);
      if (known !== undefined) return { registration: known, isNew: false };
      const id = createHash("sha256").update(number).digest("hex").slice(0, 32);
      const registration = { id, number, carrier };
      byNumber.set(number, registration);
      byId.set(id, registration);
      return { registration, isNew: true };
    },
    find: (number) => byNumber.get(number.toUpperCase()),
    findById: (id) => byId.get(id),
    spent: () => byNumber.size,
  };
}
