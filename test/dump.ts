/** The whole database as text, the way a stolen backup would show it, and a look for secrets in it. */
import pg from "pg";

/** Every row of every table; what is binary stands there in hex. */
export async function dumpOf(ownerUrl: string): Promise<string> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    // The owner is bound by row-level security, too.
    await client.query("set posthorn.scope = '*'");
    const tables = await client.query<{ name: string }>(
      "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')",
    );
    const rows: string[] = [];
    for (const { name } of tables.rows) {
      const found = await client.query<{ row: string }>(`select t::text as row from ${name} t`);
      rows.push(...found.rows.map(({ row }) => `${name} ${row}`));
    }
    return rows.join("\n");
  } finally {
    await client.end();
  }
}

/** The forms in which a secret could lie somewhere: plain, base64 at each alignment, base64url, hex, and as it stands in a URL. */
export function formsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  // In base64 three bytes are four letters: what precedes the secret decides which letters stand for it.
  const base64 = [0, 1, 2].flatMap((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString("base64");
    const own = text.slice(Math.ceil((before * 4) / 3), Math.floor(((before + bytes.length) * 4) / 3));
    return [own, own.replaceAll("+", "-").replaceAll("/", "_")];
  });
  return [secret, ...base64, bytes.toString("hex"), encodeURIComponent(secret)];
}

/** Which of the secrets stand in the text, in whatever form. */
export function secretsIn(text: string, secrets: readonly string[]): readonly string[] {
  const lower = text.toLowerCase();
  return secrets.filter((secret) => formsOf(secret).some((form) => lower.includes(form.toLowerCase())));
}
