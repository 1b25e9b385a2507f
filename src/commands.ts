/** The list of all commands: the usage is printed from it, and what a shell completes is read from it (`completion.ts`). */
import { roles } from "#accounts/roles.ts";
import { connections } from "#carriers/connections.ts";
import { languages } from "#languages/languages.ts";
import { messageKinds } from "#notifications/sample-mail.ts";
import { statuses } from "#shipments/event-codes.ts";

/**
 * `about` by what is typed. Words in small letters come first, `a|b` is one of them; then what is filled in, and options. What may be left
 * out stands in brackets. A test holds each line against the options that its command itself names.
 */
const list: Readonly<Record<string, string>> = {
  "identify [<number>] [--company TEXT] [--country CC] [--origin CC] [--postcode TEXT] [--json]":
    "Who carries this? Ranked candidates with reasons.",
  "identify --stdin": 'The same for many: a JSON object {"number"?, "company"?, "country"?} per line.',
  "carriers read <connection> --http-status 200 [--number N] < body":
    "What Posthorn understands of a carrier's answer, as JSON.",
  "carriers list [--merchant ID]": "The carriers' credentials of the installation, or of a merchant.",
  "carriers connect <connection> [--merchant ID] [--name NAME] [--field name=value] [--test-environment | --base-url URL]":
    "Enters a credential and tries it; what is secret is asked for.",
  "carriers test|push|disconnect <connection> [--merchant ID] [--name NAME]":
    "Tries it, shows where the carrier sends its news, removes it.",
  "keys list|rotate": "The master keys that credentials are sealed with (POSTHORN_MASTER_KEY).",
  "keys give-up ID": "Forgets what a lost one sealed.",
  "merchant create NAME [--support-email ADDRESS] [--website URL] [--test] [--admin]":
    "A shop and its first API key, in the database that DATABASE_URL names.",
  "merchant key MERCHANT [--test] [--admin]": "A further key for a shop.",
  "people add --email ADDRESS [--operator] [--merchant ID --role ROLE] [--base-url URL]":
    "Lets somebody into the portal, and prints a link that opens it once.",
  "people link --email ADDRESS [--base-url URL]": "A further link for somebody who may come in.",
  "people remove --email ADDRESS": "Lets somebody in no more.",
  "people list": "Who may come into the portal.",
  "privacy find|export --email ADDRESS --reason TEXT [--out FILE]":
    "What is kept about a shopper: what there is, or all of it as JSON, for them.",
  "privacy erase --email ADDRESS --reason TEXT [--yes]": "Removes a shopper; orders keep amounts and numbers.",
  audit: "Is the log of what people did whole?",
  "check --merchant ID [--order ID | --capture ID | --shipment ID | --since 7d] [--test] [--json]":
    "Is what a merchant sent right? Findings with what to do; the exit code says whether there are any.",
  "check --merchant ID --share [--test] [--json]":
    "Makes an address at which others read how the last seven days were, for two weeks.",
  "check-mail < message":
    "Takes a mail that asks for a check, as a mail server pipes it, with what that server found out about it.",
  "import FILE --merchant ID [--columns a=b,...] [--country CC] [--locale xx-XX] [--dry-run] [--from-line N] [--test] [--json]":
    "A CSV file of orders and their parcels; sent again, nothing is doubled.",
  "export --merchant ID [--since 30d] [--status STATUS] [--test] [--format csv|ndjson]": "All shipments of a merchant.",
  "track NUMBER --merchant ID [--test] [--json]":
    "What is known of a number: status, carrier, when we knew, what is planned next, the history.",
  "doctor [--json]":
    "Is this installation well? Each line: ok, warning or problem, with what to do. With the environment of serve.",
  "message preview --kind KIND [--language CODE] [--merchant ID] [--html | --text]":
    "A mail with sample data, by our template or a merchant's (POSTHORN_TEMPLATES).",
  "mail-events < message":
    "Takes a bounce or a spam report, as a mail server sends them: nothing more is sent to that address.",
  "mail-events lift < address": "Sends to it again.",
  vapid: "A new key pair for Web Push, as environment settings.",
  "completion bash|zsh|fish": "A script for your shell, which then completes commands, options and their values.",
};

/** What can be chosen where the list has only a name for it. */
const choices: Readonly<Record<string, () => readonly string[]>> = {
  "<connection>": () => connections.map(({ slug }) => slug).toSorted(),
  KIND: () => messageKinds,
  CODE: () => [...languages.keys()],
  STATUS: () => statuses,
  ROLE: () => roles,
};

/** A value as a shell may complete it: one of some, a file, or nothing that can be guessed. */
export type Value =
  | { readonly kind: "one of"; readonly values: readonly string[] }
  | { readonly kind: "file" }
  | { readonly kind: "any" };

export interface Command {
  /** `carriers connect`. */
  readonly words: string;
  /** What comes after them; null where nothing does. */
  readonly operand: Value | null;
  /** By name, `--merchant`; null: it takes no value. */
  readonly options: ReadonlyMap<string, Value | null>;
}

/** Each command once, in the list's order. */
export function commands(): readonly Command[] {
  const found = new Map<string, Command>();
  for (const typed of Object.keys(list)) {
    for (const one of commandsOf(typed)) {
      const before = found.get(one.words);
      const options = new Map([...(before?.options ?? []), ...one.options]);
      found.set(one.words, { words: one.words, operand: before?.operand ?? one.operand, options });
    }
  }
  return [...found.values()];
}

function commandsOf(typed: string): readonly Command[] {
  const [line = ""] = typed.split(" < ");
  const options = new Map(
    [...line.matchAll(/--([a-z-]+)(?: ([^\s[\]|][^\s\]]*))?/g)].map(([, name, value]) => [
      `--${name}`,
      value === undefined ? null : valueAs(value),
    ]),
  );
  const [before = ""] = line.split(/\s*\[?--/);
  const parts = before.split(" ");
  const words = parts.filter((part) => /^[a-z]/.test(part));
  const operand = parts.find((part) => /^[[<A-Z]/.test(part));
  const [first = "", second] = words;
  const whole = second === undefined ? [first] : second.split("|").map((one) => `${first} ${one}`);
  return whole.map((words) => ({ words, operand: operand === undefined ? null : valueAs(operand), options }));
}

function valueAs(shown: string): Value {
  const choose = choices[shown];
  if (choose !== undefined) return { kind: "one of", values: choose() };
  if (shown === "FILE") return { kind: "file" };
  return /^[a-z]+(\|[a-z]+)+$/.test(shown) ? { kind: "one of", values: shown.split("|") } : { kind: "any" };
}

export function usage(): string {
  const entries = Object.entries(list).map(([typed, about]) => `${wrapped(typed)}\n      ${about}`);
  return `Usage: posthorn <command>\n\n${entries.join("\n")}`;
}

const widthMax = 118;

/** Before an option, where the line would be too long. */
function wrapped(typed: string): string {
  const lines: string[] = [];
  let line = " ";
  for (const part of typed.split(/(?<!\|) (?=\[?--)/)) {
    if (line.length + 1 + part.length > widthMax) {
      lines.push(line);
      line = `   ${" ".repeat(typed.indexOf(" "))}`;
    }
    line += ` ${part}`;
  }
  return [...lines, line].join("\n");
}
