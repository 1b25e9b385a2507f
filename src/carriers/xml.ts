/** Carriers' XML, read by a SAX reader into plain elements. No document type, no entities of its own, no depth (X-03). */
import { SaxesParser } from "saxes";

export interface XmlElement {
  /** Without its namespace prefix. */
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** The element's own text, outer blanks removed. */
  readonly text: string;
}

export type XmlReading =
  | { readonly kind: "element"; readonly element: XmlElement }
  | { readonly kind: "unreadable"; readonly detail: string };

/** Two megabytes: the longest real answer (twenty parcels of DHL) has 150 kB. */
const maxBytes = 2_000_000;
const maxDepth = 64;
const maxElements = 50_000;
const maxAttributes = 200;
const maxReferences = 50_000;

interface OpenElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlElement[];
  text: string;
}

class XmlRefused extends Error {}

/** Total: whatever the text is, the answer is a value. */
export function readXml(text: string): XmlReading {
  if (text.length > maxBytes) return { kind: "unreadable", detail: "XML of more than 2 MB" };
  if (/<!DOCTYPE|<!ENTITY/i.test(text)) return { kind: "unreadable", detail: "XML with a document type" };
  if (countOf(text, "&", maxReferences) >= maxReferences)
    return { kind: "unreadable", detail: "XML with too many references" };
  try {
    const element = parse(text);
    return element === undefined
      ? { kind: "unreadable", detail: "XML without an element" }
      : { kind: "element", element };
  } catch (error) {
    // saxes throws plain errors for what is not well formed; anything else is a bug and shall be seen.
    if (error instanceof TypeError || error instanceof RangeError) throw error;
    return { kind: "unreadable", detail: error instanceof XmlRefused ? error.message : "broken XML" };
  }
}

function parse(text: string): XmlElement | undefined {
  const parser = new SaxesParser({ xmlns: false });
  const open: OpenElement[] = [];
  let root: XmlElement | undefined;
  let elements = 0;
  let attributes = 0;
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("attribute", () => {
    attributes += 1;
    if (attributes > maxAttributes) throw new XmlRefused("XML with too many attributes");
  });
  parser.on("opentag", (tag) => {
    elements += 1;
    attributes = 0;
    if (open.length >= maxDepth) throw new XmlRefused("XML nested too deeply");
    if (elements > maxElements) throw new XmlRefused("XML with too many elements");
    open.push({ name: localName(tag.name), attributes: plain(tag.attributes), children: [], text: "" });
  });
  const addText = (piece: string) => {
    const current = open.at(-1);
    if (current !== undefined) current.text += piece;
  };
  parser.on("text", addText);
  parser.on("cdata", addText);
  parser.on("closetag", () => {
    const closed = open.pop();
    if (closed === undefined) return;
    closed.text = closed.text.trim();
    const parent = open.at(-1);
    if (parent === undefined) root = closed;
    else parent.children.push(closed);
  });
  parser.write(text).close();
  return root;
}

const localName = (name: string): string => name.slice(name.indexOf(":") + 1);

const none: Readonly<Record<string, string>> = Object.freeze({});

function plain(attributes: Record<string, string>): Readonly<Record<string, string>> {
  // Most elements of most carriers have none.
  for (const _ in attributes) return withLocalNames(attributes);
  return none;
}

function withLocalNames(attributes: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [localName(name), value]));
}

function countOf(text: string, character: string, enough: number): number {
  let count = 0;
  for (let at = text.indexOf(character); at !== -1 && count < enough; at = text.indexOf(character, at + 1)) count += 1;
  return count;
}

/** The children of that name. */
export const childrenOf = (element: XmlElement | undefined, name: string): readonly XmlElement[] =>
  element?.children.filter((child) => child.name === name) ?? [];

/** The first element at the end of a path of names; undefined when there is none. */
export function elementAt(element: XmlElement | undefined, ...path: readonly string[]): XmlElement | undefined {
  return path.reduce<XmlElement | undefined>((at, name) => at?.children.find((child) => child.name === name), element);
}

/** The text at the end of a path; "" counts as none. */
export const textAt = (element: XmlElement | undefined, ...path: readonly string[]): string | undefined =>
  elementAt(element, ...path)?.text || undefined;

export const isXmlElement = (value: unknown): value is XmlElement =>
  typeof value === "object" && value !== null && "attributes" in value && "children" in value && "name" in value;

/** A text as it may stand in an element or an attribute of XML that we write; what no XML may hold is left out. */
export const xmlText = (text: string): string =>
  [...text.toWellFormed()]
    .filter((character) => character >= " " && character !== "\ufffe" && character !== "\uffff")
    .map((character) => xmlEntities[character] ?? character)
    .join("");
const xmlEntities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};
