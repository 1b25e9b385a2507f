/** A schema as rows of a table: each field with its path, type and meaning. */
import type { Schema } from "./document.ts";

export interface FieldRow {
  /** `history[].place.city` */
  readonly path: string;
  readonly type: string;
  readonly isRequired: boolean;
  readonly description: string;
}

/** Deeper than this nobody reads a table. */
const depthMax = 5;

export function fieldsOf(schema: Schema, path = "", depth = 0): readonly FieldRow[] {
  const inner = contentOf(schema);
  if (depth > depthMax || inner.schema.properties === undefined) return [];
  const { properties, required = [] } = inner.schema;
  const prefix = path === "" ? "" : `${path}.`;
  return Object.entries(properties).flatMap(([name, field]) => {
    const own = `${prefix}${name}`;
    const content = contentOf(field);
    const row = { path: own, type: typeOf(field), isRequired: required.includes(name), description: describe(field) };
    return [row, ...fieldsOf(content.schema, own + content.suffix, depth + 1)];
  });
}

/** What an array holds, or what may be null. */
function contentOf(schema: Schema): { readonly schema: Schema; readonly suffix: string } {
  const options = schema.anyOf ?? schema.oneOf;
  if (options !== undefined) return contentOf(options.find(({ type }) => type !== "null") ?? {});
  if (schema.items === undefined) return { schema, suffix: "" };
  const inner = contentOf(schema.items);
  return { schema: inner.schema, suffix: `[]${inner.suffix}` };
}

export function typeOf(schema: Schema): string {
  const options = schema.anyOf ?? schema.oneOf;
  if (options !== undefined) return [...new Set(options.map(typeOf))].join(" or ");
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return schema.enum.map((one) => String(one)).join(", ");
  if (schema.items !== undefined) return `list of ${typeOf(schema.items)}`;
  const type = [schema.type ?? "anything"].flat().join(" or ");
  return schema.format === undefined ? type : `${type} (${schema.format})`;
}

const describe = ({ description = "", maxLength, maximum, minimum }: Schema): string =>
  [
    description,
    maxLength === undefined ? "" : `At most ${maxLength} characters.`,
    minimum !== undefined && maximum !== undefined && maximum < 1e6 ? `${minimum} to ${maximum}.` : "",
  ]
    .filter((part) => part !== "")
    .join(" ");
