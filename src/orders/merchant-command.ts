/** `posthorn merchant create` and `posthorn merchant key`: a shop and its API keys. The password is printed once and kept nowhere. */
import { parseArgs } from "node:util";
import { systemClock } from "#platform/clock.ts";
import { openDatabase } from "#platform/database.ts";
import { parseEmail } from "#platform/email-address.ts";
import { isUuid } from "#platform/ids.ts";
import type { Scope } from "#platform/merchant-api.ts";
import { createApiKey, createMerchant } from "./keys.ts";
import { personalMerchantId } from "./personal-merchant.ts";

const usage = `Usage: posthorn merchant create NAME [--support-email ADDRESS] [--website URL] [--test] [--admin]
       posthorn merchant key MERCHANT [--test] [--admin]

  NAME is what shoppers read. The address is shown to them for questions. MERCHANT is the id of one that exists and gets
  a further key. --test makes a key for test orders; --admin one that may also enter carriers' credentials
  (/v1/connections) and where messages are asked for (/v1/message-webhook).
  DATABASE_URL says which database; \`npm run serve\` must have run on it once.`;

interface Io {
  out(line: string): void;
  err(line: string): void;
}

/** @returns the exit code: 0 done, 1 the database did not take it, 2 wrong usage */
export async function merchantCommand(argv: readonly string[], io: Io, databaseUrl: string | null): Promise<number> {
  const wanted = readArguments(argv);
  if (typeof wanted === "string") {
    io.err(`${wanted}\n\n${usage}`);
    return 2;
  }
  if (databaseUrl === null) {
    io.err("DATABASE_URL is missing or not a URL: postgres://user:password@host/database");
    return 2;
  }
  const database = openDatabase({ url: databaseUrl });
  try {
    const { id, key } = await database.forSystem("a merchant and its key", async (tx) => {
      const { id } = "id" in wanted ? wanted : await createMerchant(tx, { ...wanted, clock: systemClock });
      const { mode, scopes } = wanted;
      return { id, key: await createApiKey(tx, { merchantId: id, mode, scopes, clock: systemClock }) };
    });
    io.out(`merchant   ${id}\nmode       ${wanted.mode}\nusername   ${key.username}\npassword   ${key.password}`);
    io.out("\nThe password is shown only now. Send both by HTTP Basic authentication.");
    return 0;
  } catch (cause) {
    io.err(
      isForeignKey(cause)
        ? "There is no merchant with this id."
        : `Nothing was created: ${cause instanceof Error ? cause.message : "unknown"}`,
    );
    return 1;
  } finally {
    await database.close();
  }
}

/** SQLSTATE 23503: the key names a merchant that is not there. */
const isForeignKey = (cause: unknown): boolean => cause instanceof Error && "code" in cause && cause.code === "23503";

type Wanted = WantedKey &
  ({ readonly id: string } | { readonly name: string; readonly supportEmail?: string; readonly website?: string });
interface WantedKey {
  readonly mode: "live" | "test";
  readonly scopes: readonly Scope[];
}

/** What is wanted, or a sentence that says what is wrong. */
function readArguments(argv: readonly string[]): Wanted | string {
  try {
    const { positionals, values } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        "support-email": { type: "string" },
        website: { type: "string" },
        test: { type: "boolean", default: false },
        admin: { type: "boolean", default: false },
      },
    });
    const [verb, name = "", ...more] = positionals;
    const key: WantedKey = {
      mode: values.test ? "test" : "live",
      scopes: ["shipments:write", "read", ...(values.admin ? (["webhooks", "admin"] as const) : [])],
    };
    if (verb === "key") {
      const { website, "support-email": email } = values;
      if (name.toLowerCase() === personalMerchantId)
        return "This is no shop: under it stands what people follow by hand.";
      if (!isUuid(name) || more.length > 0) return "MERCHANT is the id that `merchant create` printed.";
      return website === undefined && email === undefined
        ? { id: name.toLowerCase(), ...key }
        : "A key has no website or address.";
    }
    if (verb !== "create") return `There is no command "merchant ${verb ?? ""}".`;
    if (name.trim() === "" || name.length > 100) return "NAME is missing, or longer than 100 characters.";
    if (more.length > 0) return `"${more[0]}" was not expected. Put a NAME of several words in quotes.`;
    const { website, "support-email": email } = values;
    if (email !== undefined && parseEmail(email) === null) return "--support-email is not one e-mail address.";
    if (website !== undefined && !/^https?:$/.test(URL.parse(website)?.protocol ?? ""))
      return "--website is not a http:// or https:// address.";
    return {
      name: name.trim(),
      ...(email === undefined ? {} : { supportEmail: email }),
      ...(website === undefined ? {} : { website }),
      ...key,
    };
  } catch (cause) {
    return cause instanceof Error ? cause.message : "The options cannot be read.";
  }
}
