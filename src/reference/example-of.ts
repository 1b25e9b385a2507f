/** A value that a schema allows, as a person would write it: what is required, and what is usually sent besides. */
import type { Schema } from "./document.ts";

/** What fields of these names hold in examples. */
const usual: Readonly<Record<string, unknown>> = {
  shipping_company: "UPS",
  tracking_number: "1Z999AA10123456784",
  shipping_info: [{ shipping_company: "UPS", tracking_number: "1Z999AA10123456784" }],
  purchase_country: "DE",
  purchase_currency: "EUR",
  locale: "de-DE",
  merchant_reference1: "LL-20431",
  order_amount: 4_900,
  captured_amount: 4_900,
  refunded_amount: 4_900,
  order_lines: [{ name: "Reading lamp", quantity: 1 }],
  shipping_address: {
    given_name: "Ines",
    family_name: "Berg",
    email: "ines@example.org",
    country: "DE",
    postal_code: "10115",
  },
  description: "Parcel 1 of 1",
  url: "https://shop.example/hooks",
  types: ["shipment.status_changed"],
  contact: "you@shop.example",
  colour: "#12574a",
  website_origins: ["https://shop.example"],
  fields: { client_id: "…", client_secret: "…" },
  owner: "ada@shop.example",
  from: "2026-11-24T00:00:00Z",
  company: "UPS",
  number: "1Z999AA10123456784",
  numbers: ["1Z999AA10123456784"],
};

export function exampleOf(schema: Schema, name = ""): unknown {
  if (Object.hasOwn(usual, name)) return usual[name];
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  const options = schema.anyOf ?? schema.oneOf;
  if (options !== undefined) return exampleOf(options.find(({ type }) => type !== "null") ?? {}, name);
  const [type] = [schema.type ?? "object"].flat();
  if (type === "array") return schema.items === undefined ? [] : [exampleOf(schema.items, name)];
  if (type === "object") return exampleOfObject(schema);
  if (type === "integer" || type === "number") return Math.max(1, schema.minimum ?? 1);
  if (type === "boolean") return true;
  return exampleOfText(schema);
}

function exampleOfObject({ properties = {}, required = [] }: Schema): Readonly<Record<string, unknown>> {
  const named = Object.entries(properties).filter(([name]) => required.includes(name) || Object.hasOwn(usual, name));
  return Object.fromEntries(named.map(([name, field]) => [name, exampleOf(field, name)]));
}

function exampleOfText({ format }: Schema): string {
  if (format === "uuid") return "0192f0c1-0000-7000-8000-000000000002";
  if (format === "date-time") return "2026-11-24T09:00:00Z";
  if (format === "email") return "you@shop.example";
  return "…";
}
