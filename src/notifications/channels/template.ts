/**
 * Templates of mails: text with `{{name}}` and `{{#if name}}…{{/if}}`, nothing else. Everything that is filled in is escaped. A template is
 * checked when it is read, so that a slip is found at the start and no mail can leave without what every mail has to say.
 */

/** What a template may fill in. */
export const placeholders = {
  title: "the headline, as on the page",
  body: "when it comes and what to do, in sentences",
  link: "the address of the parcel's page",
  button: "the words of the link",
  shop: "the shop's name",
  why: "why this mail came",
  never_ask: "that we never ask for a payment",
  unsubscribe: "the words of the link that stops mails of this kind",
  unsubscribe_link: "its address",
  language: "ISO 639-1",
  direction: "ltr or rtl",
  start: "the side where lines begin: left or right",
  structured_data: "schema.org for mail programs; HTML only",
} as const;
export type Placeholder = keyof typeof placeholders;
export type Filling = Readonly<Record<Placeholder, string>>;

/** Without these a mail would have no news, no way out, or invite fraud (N-05). */
const needed = ["title", "body", "link", "never_ask", "unsubscribe_link"] as const satisfies readonly Placeholder[];

export type TemplateKind = "html" | "text";

export interface Template {
  fill(values: Filling): string;
}

/** What is wrong with a template, and where. */
export class TemplateFault extends Error {
  constructor(file: string, line: number, what: string) {
    super(`${file}, line ${line}: ${what}`);
    this.name = "TemplateFault";
  }
}

type Piece = string | { readonly name: Placeholder } | { readonly when: Placeholder; readonly pieces: Piece[] };

/** @param file names it in faults. @throws TemplateFault */
export function readTemplate(source: string, kind: TemplateKind, file: string): Template {
  const pieces: Piece[] = [];
  const open: { readonly pieces: Piece[]; readonly line: number }[] = [];
  let into = pieces;
  let line = 1;
  let where: Where = { kind: "text" };
  const always = new Set<Placeholder>();
  const fault = (what: string): TemplateFault => new TemplateFault(file, line, what);
  for (const part of source.split(/(\{\{[^{}]*\}\})/)) {
    const [, mark] = /^\{\{(.*)\}\}$/s.exec(part) ?? [];
    if (mark === undefined) {
      const brace = /\{\{|\}\}/.exec(part);
      if (brace !== null) {
        line += linesIn(part.slice(0, brace.index));
        throw fault(`${brace[0]} stands alone.`);
      }
      if (kind === "html" && /<script/i.test(part)) throw fault("A mail runs no script.");
      if (kind === "html") where = after(part, where);
      into.push(part);
      line += linesIn(part);
      continue;
    }
    const [, condition] = /^#if (.*)$/.exec(mark.trim()) ?? [];
    if (condition !== undefined) {
      if (where.kind !== "text") throw fault("{{#if}} stands between elements, not inside one.");
      const inner: Piece[] = [];
      into.push({ when: known(condition.trim(), fault), pieces: inner });
      open.push({ pieces: into, line });
      into = inner;
    } else if (mark.trim() === "/if") {
      const outer = open.pop();
      if (outer === undefined) throw fault("{{/if}} closes nothing.");
      if (where.kind !== "text") throw fault("{{/if}} stands between elements, not inside one.");
      into = outer.pieces;
    } else {
      const name = known(mark.trim(), fault);
      if (kind === "html") checkPlace(name, where, fault);
      else if (name === "structured_data") throw fault("{{structured_data}} is for HTML only.");
      if (open.length === 0) always.add(name);
      into.push({ name });
    }
    line += linesIn(part);
  }
  const unclosed = open.at(-1);
  if (unclosed !== undefined) throw new TemplateFault(file, unclosed.line, "{{#if}} is never closed by {{/if}}.");
  for (const name of needed)
    if (!always.has(name)) throw fault(`{{${name}}} is missing: every mail has ${placeholders[name]}.`);
  return { fill: (values) => filled(pieces, values, kind) };
}

const linesIn = (text: string): number => text.split("\n").length - 1;

function known(name: string, fault: (what: string) => TemplateFault): Placeholder {
  if (Object.hasOwn(placeholders, name)) return name as Placeholder; // asked for just now
  throw fault(`{{${name}}} is not known. There are ${Object.keys(placeholders).join(", ")}.`);
}

/** Where in HTML a place lies: between elements, inside a tag, in an attribute's quotes, or in a style sheet. */
type Where =
  | { readonly kind: "text" }
  | { readonly kind: "tag" }
  | { readonly kind: "style" }
  | { readonly kind: "value"; readonly quote: string; readonly attribute: string };

/** @returns where this stretch of HTML ends, when it began at `where` */
function after(html: string, where: Where): Where {
  let at = 0;
  let tagFrom = 0;
  let now = where;
  const next = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(html);
    at = found === null ? html.length : pattern.lastIndex;
    return found;
  };
  while (at < html.length) {
    if (now.kind === "text") {
      if (next(/</g) === null) break;
      tagFrom = at;
      now = { kind: "tag" };
    } else if (now.kind === "style") {
      if (next(/<\/style\s*>/gi) !== null) now = { kind: "text" };
    } else if (now.kind === "tag") {
      const found = next(/[>"']/g);
      if (found === null) break;
      if (found[0] === ">") now = { kind: /^style\b/i.test(html.slice(tagFrom)) ? "style" : "text" };
      else {
        const attribute = /([\w-]+)\s*=\s*$/.exec(html.slice(0, found.index))?.[1]?.toLowerCase() ?? "";
        now = { kind: "value", quote: found[0], attribute };
      }
    } else if (next(now.quote === '"' ? /"/g : /'/g) !== null) now = { kind: "tag" };
  }
  return now;
}

/** Escaping protects text and quoted values; what is an address, a style or a script even there gets nothing but our own links. */
function checkPlace(name: Placeholder, where: Where, fault: (what: string) => TemplateFault): void {
  if (where.kind === "tag") throw fault(`{{${name}}} stands in a tag without quotes around it.`);
  if (where.kind === "style") throw fault(`{{${name}}} stands in a style sheet.`);
  const isLink = name === "link" || name === "unsubscribe_link";
  if (where.kind === "text") return;
  if (name === "structured_data") throw fault("{{structured_data}} is an element, no attribute.");
  if (where.attribute === "href" && isLink) return;
  if (/^on|^(href|src|srcset|style|action|formaction|background|poster|data|srcdoc)$/.test(where.attribute))
    throw fault(
      `{{${name}}} may not stand in ${where.attribute}: only {{link}} and {{unsubscribe_link}} are addresses.`,
    );
}

function filled(pieces: readonly Piece[], values: Filling, kind: TemplateKind): string {
  return pieces
    .map((piece): string => {
      if (typeof piece === "string") return piece;
      if ("when" in piece) return values[piece.when] === "" ? "" : filled(piece.pieces, values, kind);
      // Made by us as an element; escaped it would be text.
      if (kind === "text" || piece.name === "structured_data") return values[piece.name];
      return escaped(values[piece.name]);
    })
    .join("");
}

function escaped(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
  };
  return text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);
}
