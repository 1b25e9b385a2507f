/** The shapes that merchants send: limits of the Order Management API, unknown keys dropped, text kept as it is. */
import { z } from "zod";

/** Neither U+0000 nor half a surrogate pair: PostgreSQL takes neither (E-06). */
const isStorable = (value: string): boolean => !value.includes("\u0000") && value.isWellFormed();

const text = (max: number) =>
  z
    .string()
    .max(max)
    .refine(isStorable, { error: "holds a character that cannot be stored (U+0000 or half a surrogate pair)" });
const optionalText = (max: number) => text(max).nullish();
/** In shipping info such characters never refuse the call: they are repaired when stored. */
const saidText = (max: number) => z.string().max(max).nullish();

export const ShippingInfoEntry = z.object({
  shipping_company: saidText(100),
  shipping_method: saidText(100),
  tracking_number: saidText(100),
  tracking_uri: saidText(1_024),
  return_shipping_company: saidText(100),
  return_tracking_number: saidText(100),
  return_tracking_uri: saidText(1_024),
});
export type ShippingInfoEntry = z.infer<typeof ShippingInfoEntry>;

export const ShippingInfoBody = z.object({ shipping_info: z.array(ShippingInfoEntry).min(1).max(500) });

const amount = z.number().int().min(0).max(200_000_000);

export const Address = z.object({
  given_name: optionalText(100),
  family_name: optionalText(100),
  title: optionalText(20),
  organization_name: optionalText(255),
  attention: optionalText(255),
  street_address: optionalText(255),
  street_address2: optionalText(255),
  postal_code: optionalText(20),
  city: optionalText(200),
  region: optionalText(200),
  country: optionalText(2),
  email: optionalText(255),
  phone: optionalText(100),
});
export type Address = z.infer<typeof Address>;

export const OrderLine = z.object({
  type: optionalText(50),
  reference: optionalText(255),
  name: text(255),
  quantity: z.number().min(0),
  quantity_unit: optionalText(10),
  unit_price: z.number().int().nullish(),
  tax_rate: z.number().int().nullish(),
  total_amount: z.number().int().nullish(),
  total_tax_amount: z.number().int().nullish(),
  total_discount_amount: z.number().int().nullish(),
  image_url: optionalText(1_024),
  product_url: optionalText(1_024),
  merchant_data: optionalText(1_024),
  product_identifiers: z
    .object({
      brand: optionalText(70),
      category_path: optionalText(750),
      global_trade_item_number: optionalText(50),
      manufacturer_part_number: optionalText(70),
      color: optionalText(64),
      size: optionalText(64),
    })
    .nullish(),
});
export type OrderLine = z.infer<typeof OrderLine>;

export const CaptureBody = z.object({
  captured_amount: amount,
  description: optionalText(255),
  reference: optionalText(255),
  order_lines: z.array(OrderLine).max(1_000).nullish(),
  shipping_delay: z.number().int().min(0).nullish(),
  shipping_info: z.array(ShippingInfoEntry).max(500).nullish(),
});

export const RefundBody = z.object({
  refunded_amount: amount,
  description: optionalText(255),
  reference: optionalText(255),
  order_lines: z.array(OrderLine).max(1_000).nullish(),
});

export const AuthorizationBody = z.object({
  order_amount: amount,
  description: optionalText(255),
  order_lines: z.array(OrderLine).max(1_000).nullish(),
});

export const MerchantReferencesBody = z.object({
  merchant_reference1: optionalText(255),
  merchant_reference2: optionalText(255),
});

export const CustomerDetailsBody = z.object({
  shipping_address: Address.nullish(),
  billing_address: Address.nullish(),
});

const Place = z.object({
  street_address: optionalText(255),
  postal_code: optionalText(20),
  city: optionalText(200),
  region: optionalText(200),
  country: optionalText(2),
});
export const SelectedShippingOption = z.object({
  id: optionalText(255),
  name: optionalText(255),
  type: optionalText(100),
  class: optionalText(100),
  method: optionalText(100),
  carrier: optionalText(255),
  carrier_product: z.object({ identifier: optionalText(255), name: optionalText(255) }).nullish(),
  price: z.number().int().nullish(),
  tax_rate: z.number().int().nullish(),
  tax_amount: z.number().int().nullish(),
  tms_reference: optionalText(255),
  location: z.object({ id: optionalText(255), name: optionalText(255), address: Place.nullish() }).nullish(),
  timeslot: z
    .object({ id: optionalText(255), start: optionalText(64), end: optionalText(64), cutoff: optionalText(64) })
    .nullish(),
});

/** One body for our own order call and for the Payments alias. */
export const OrderBody = z.object({
  purchase_country: z.string().regex(/^[A-Za-z]{2}$/),
  purchase_currency: z.string().regex(/^[A-Za-z]{3}$/),
  locale: z
    .string()
    .regex(/^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8}){0,2}$/)
    .nullish(),
  order_amount: amount,
  order_lines: z.array(OrderLine).min(1).max(1_000),
  merchant_reference1: optionalText(255),
  merchant_reference2: optionalText(255),
  merchant_data: optionalText(6_000),
  billing_address: Address.nullish(),
  shipping_address: Address.nullish(),
  customer: z.object({ date_of_birth: optionalText(10), type: optionalText(50) }).nullish(),
  selected_shipping_option: SelectedShippingOption.nullish(),
});
export type OrderBody = z.infer<typeof OrderBody>;

/** Shops that only want tracking need no amount: then it is the sum of the lines. */
export const OwnOrderBody = OrderBody.extend({ order_amount: amount.nullish() });
export const totalOf = (order: z.infer<typeof OwnOrderBody>): number => {
  const sum = order.order_lines.reduce((total, line) => total + (line.total_amount ?? 0), 0);
  return Math.min(200_000_000, Math.max(0, sum));
};

/** The keys of all fields that are text, in these shapes and inside them. */
function textKeysOf(...shapes: readonly z.core.$ZodType[]): ReadonlySet<string> {
  const keys = new Set<string>();
  const visit = (shape: z.core.$ZodType, key: string): void => {
    if (shape instanceof z.ZodString) keys.add(key);
    else if (shape instanceof z.ZodArray) visit(shape.element, key);
    else if (shape instanceof z.ZodOptional || shape instanceof z.ZodNullable) visit(shape.unwrap(), key);
    else if (shape instanceof z.ZodObject)
      for (const [name, field] of Object.entries<z.core.$ZodType>(shape.shape)) visit(field, name);
  };
  for (const shape of shapes) visit(shape, "");
  return keys;
}

/**
 * Each text field takes a JSON number too and keeps it by its source text (section 6): a tracking number or an order number of 20
 * digits must not pass through a float. A key is text in every body that has it.
 */
export const textKeys = textKeysOf(
  CaptureBody,
  RefundBody,
  AuthorizationBody,
  MerchantReferencesBody,
  CustomerDetailsBody,
  OrderBody,
);

/** What a body is, or what is wrong with it, fault by fault. */
export function parsedBody<T>(
  shape: z.ZodType<T>,
  body: unknown,
): { readonly value: T } | { readonly faults: readonly z.core.$ZodIssue[] } {
  // With the input, because a value of the wrong type is another fault than one that is missing.
  const result = shape.safeParse(body ?? {}, { reportInput: true });
  return result.success ? { value: result.data } : { faults: result.error.issues };
}

/** Sentences in the words of the API: where, and what was expected there. */
export function sentencesOf(faults: readonly z.core.$ZodIssue[]): readonly string[] {
  const sentences = faults.slice(0, 20).map((issue) => {
    const path = issue.path.filter((part) => typeof part === "string").join("/");
    const entry = issue.path.find((part) => typeof part === "number");
    const where = entry === undefined ? "" : ` (entry ${entry + 1})`;
    if (path === "") return "The body must be a JSON object.";
    if (issue.code === "invalid_type" && (issue.input === undefined || issue.input === null))
      return `'${path}' must not be null${where}`;
    if (issue.code === "too_big" || issue.code === "too_small")
      return `The size of the ${path} value must be ${sizeOf(path, issue)}${where}`;
    if (issue.code === "invalid_type") return `'${path}' must be ${kinds[issue.expected] ?? "of another type"}${where}`;
    if (issue.code === "custom") return `'${path}' ${issue.message}${where}`;
    return `'${path}' is not valid${where}`;
  });
  return [...new Set(sentences)];
}

const kinds: Readonly<Record<string, string>> = {
  string: "a string",
  number: "a number",
  int: "an integer",
  array: "an array",
  object: "an object",
};

/** Both ends of what is counted from both sides. */
const sizes: Readonly<Record<string, string>> = {
  shipping_info: "between 1 and 500",
  order_lines: "between 1 and 1000",
  captured_amount: "between 0 and 200000000",
  refunded_amount: "between 0 and 200000000",
  order_amount: "between 0 and 200000000",
};
const sizeOf = (path: string, issue: z.core.$ZodIssueTooBig | z.core.$ZodIssueTooSmall): string => {
  if (sizes[path] !== undefined) return sizes[path];
  if (issue.code === "too_small") return `at least ${issue.minimum}`;
  return issue.origin === "string" ? `between 0 and ${issue.maximum}` : `at most ${issue.maximum}`;
};
