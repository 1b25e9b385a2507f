/** `posthorn message preview`: a mail with sample data, as a shopper would get it. Sends nothing, needs no database. */
import { parseArgs } from "node:util";
import { knownLocale, languages } from "#languages/languages.ts";
import { systemClock } from "#platform/clock.ts";
import { isUuid } from "#platform/ids.ts";
import { TemplateFault } from "./channels/template.ts";
import { loadTemplates } from "./load-templates.ts";
import { messageKinds, type SampleWanted, sampleMail } from "./sample-mail.ts";

const usage = `Usage: posthorn message preview --kind KIND [--language CODE] [--merchant ID] [--html | --text]

  Prints subject and mail with sample data. --html or --text prints that part alone, to look at in a browser or to compare.
  --merchant takes the templates of that merchant's folder in POSTHORN_TEMPLATES.`;

interface Io {
  out(line: string): void;
  err(line: string): void;
}

/** @param directory of templates; null: ours alone @returns the exit code: 0 shown, 1 a template is broken, 2 wrong usage */
export function messageCommand(argv: readonly string[], io: Io, directory: string | null): number {
  const wanted = readArguments(argv);
  if (typeof wanted === "string") {
    io.err(`${wanted}\n\n${usage}`);
    return 2;
  }
  try {
    const { subject, text, html } = sampleMail(wanted, loadTemplates(directory), systemClock.now());
    if (wanted.part === null) io.out(`Subject: ${subject}\n\n${text}\n${html}`);
    else io.out((wanted.part === "html" ? html : text).trimEnd());
    return 0;
  } catch (error) {
    if (!(error instanceof TemplateFault)) throw error;
    io.err(error.message);
    return 1;
  }
}

interface Wanted extends SampleWanted {
  readonly part: "html" | "text" | null;
}

/** What is wanted, or a sentence that says what is wrong. */
function readArguments(argv: readonly string[]): Wanted | string {
  try {
    const { positionals, values } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        kind: { type: "string" },
        language: { type: "string", default: "en" },
        merchant: { type: "string" },
        html: { type: "boolean", default: false },
        text: { type: "boolean", default: false },
      },
    });
    if (positionals.length !== 1 || positionals[0] !== "preview") return "What can be done with a message is: preview.";
    const kind = messageKinds.find((one) => one === values.kind);
    if (kind === undefined) return `--kind is one of ${messageKinds.join(", ")}.`;
    const locale = knownLocale(values.language);
    if (locale === null)
      return `--language is one of ${[...languages].map(([code, { name }]) => `${code} (${name})`).join(", ")}.`;
    const merchant = values.merchant?.toLowerCase();
    if (merchant !== undefined && !isUuid(merchant)) return "--merchant is the id that `merchant create` printed.";
    if (values.html && values.text) return "--html and --text are two wishes: name one, or none for both.";
    const part = values.html ? "html" : values.text ? "text" : null;
    return { kind, locale, merchantId: merchant ?? "", part };
  } catch (cause) {
    return cause instanceof Error ? cause.message : "The options cannot be read.";
  }
}
