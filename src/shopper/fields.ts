/** Fields of JSON that merchants and carriers send, read as text that may be shown. */
import { visibleText } from "#platform/log.ts";

/** One line without control characters and direction overrides, cut. */
export function clean(text: string, most: number): string {
  const line = visibleText(String(text)).replace(/\s+/g, " ").trim();
  return line.length <= most ? line : [...line].slice(0, most).join("");
}

/** An own field of an object; undefined where there is none. */
export function fieldOf(object: unknown, name: string): unknown {
  return typeof object === "object" && object !== null && Object.hasOwn(object, name)
    ? Reflect.get(object, name)
    : undefined;
}

/** Text or a number as text; "" for anything else. */
export function textOf(object: unknown, name: string): string {
  const value = fieldOf(object, name);
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
