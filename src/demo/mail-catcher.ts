/** The demo's post box: a real SMTP server that keeps what it gets, and pages that show it. */
import type { FastifyPluginAsync } from "fastify";
import { simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";
import type { Clock } from "#platform/clock.ts";

export interface CaughtMail {
  readonly id: string;
  readonly from: string;
  /** The recipient of the envelope: who really got it. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly messageId: string;
  /** ISO instant. */
  readonly receivedAt: string;
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  /** All recipients of the envelope; ours is always one. */
  readonly envelopeTo: readonly string[];
  /** Addresses in the To, Cc and Bcc headers. */
  readonly headerTo: readonly string[];
}

export interface MailCatcher {
  readonly smtpUrl: string;
  /** Oldest first. */
  readonly mails: readonly CaughtMail[];
  close(): Promise<void>;
}

export async function startMailCatcher(options: {
  /** 0: any free one. */
  readonly smtpPort: number;
  readonly clock: Clock;
  /** How many mails are kept; the oldest go first. */
  readonly kept?: number;
}): Promise<MailCatcher> {
  const mails: CaughtMail[] = [];
  let count = 0;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    size: 5_000_000,
    closeTimeout: 500,
    logger: false,
    onData(stream, session, done) {
      simpleParser(stream, { skipImageLinks: true })
        .then((parsed) => {
          const envelopeTo = session.envelope.rcptTo.map(({ address }) => address);
          const headed = [parsed.to, parsed.cc, parsed.bcc].flat().flatMap((list) => list?.value ?? []);
          count += 1;
          mails.push({
            id: String(count),
            from: parsed.from?.text ?? "",
            to: envelopeTo[0] ?? "",
            subject: parsed.subject ?? "",
            text: parsed.text ?? "",
            html: parsed.html || "",
            messageId: parsed.messageId ?? "",
            receivedAt: options.clock.now().toISOString(),
            headers: parsed.headerLines.map(({ key, line }) => ({
              name: line.slice(0, key.length),
              value: line.slice(key.length + 1).trim(),
            })),
            envelopeTo,
            headerTo: headed.map(({ address }) => address ?? ""),
          });
          if (mails.length > (options.kept ?? 500)) mails.shift();
          done();
        })
        .catch(() => done(new Error("The mail cannot be read.")));
    },
  });
  // A client that hangs up in the middle is no reason to end the demo.
  server.on("error", () => {});
  await new Promise<void>((listening, failed) => {
    server.server.once("error", failed);
    server.listen(options.smtpPort, "127.0.0.1", () => listening());
  });
  const address = server.server.address();
  const port = typeof address === "object" && address !== null ? address.port : options.smtpPort;
  return {
    smtpUrl: `smtp://127.0.0.1:${port}`,
    mails,
    close: () => new Promise((closed) => server.close(() => closed())),
  };
}

/** `/` the list, `/mail/:id` one mail, `/api/mails` all of them as JSON, newest first. */
export function createMailPages({ catcher }: { readonly catcher: MailCatcher }): FastifyPluginAsync {
  return async (server) => {
    server.addHook("onSend", async (_request, reply) => {
      reply
        .header(
          "content-security-policy",
          "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-src 'self'",
        )
        .header("x-content-type-options", "nosniff")
        .header("referrer-policy", "no-referrer")
        .header("cache-control", "no-store");
    });
    server.get("/", (_request, reply) => reply.type("text/html; charset=utf-8").send(listPage(catcher.mails)));
    server.get<{ Params: { id: string } }>("/mail/:id", (request, reply) => {
      const mail = catcher.mails.find(({ id }) => id === request.params.id);
      if (mail === undefined) return reply.code(404).type("text/html; charset=utf-8").send(missingPage());
      return reply.type("text/html; charset=utf-8").send(mailPage(mail));
    });
    server.get("/api/mails", (_request, reply) =>
      reply.send(
        catcher.mails.toReversed().map(({ from, to, subject, text, html, messageId, receivedAt }) => ({
          from,
          to,
          subject,
          text,
          html,
          messageId,
          receivedAt,
        })),
      ),
    );
  };
}

function listPage(mails: readonly CaughtMail[]): string {
  const rows = mails.toReversed().map(
    (mail) => `<li><a href="/mail/${mail.id}">
<span class="to">${escaped(mail.to)}</span><time datetime="${mail.receivedAt}">${mail.receivedAt.slice(11, 19)}</time>
<strong>${escaped(mail.subject)}</strong><span class="peek">${escaped(peek(mail.text))}</span></a></li>`,
  );
  const list =
    rows.length === 0
      ? `<p class="empty">No mail yet. The first comes when a carrier scans a parcel.</p>`
      : `<ol>${rows.join("")}</ol>`;
  return page({
    title: `Mails (${mails.length})`,
    refreshSeconds: 5,
    body: `<h1>Mails <small>${mails.length}</small></h1><p class="hint">Every mail of this demo ends here; none leaves this machine. Newest first, looks again every 5 seconds.</p>${list}`,
  });
}

function mailPage(mail: CaughtMail): string {
  const headers = mail.headers.map(
    ({ name, value }) => `<tr><th scope="row">${escaped(name)}</th><td>${escaped(value)}</td></tr>`,
  );
  // Links of the mail open in a tab of their own; scripts, forms and everything else stay shut.
  const frame = mail.html
    ? `<iframe title="The mail as the shopper sees it" sandbox="allow-popups allow-popups-to-escape-sandbox" srcdoc="${escaped(withBlankTarget(mail.html))}"></iframe>`
    : "";
  return page({
    title: mail.subject,
    body: `<p><a class="back" href="/">← All mails</a></p><h1>${escaped(mail.subject)}</h1>
<p class="hint">From ${escaped(mail.from)} to <b>${escaped(mail.to)}</b>, <time datetime="${mail.receivedAt}">${mail.receivedAt.slice(0, 19).replace("T", " ")} UTC</time></p>
${frame}<details${frame ? "" : " open"}><summary>Plain text</summary><pre>${escaped(mail.text)}</pre></details>
<details><summary>Headers</summary><div class="wide"><table>${headers.join("")}</table></div></details>`,
  });
}

const missingPage = (): string =>
  page({ title: "No such mail", body: `<h1>No such mail</h1><p><a href="/">← All mails</a></p>` });

function withBlankTarget(html: string): string {
  const base = `<base target="_blank">`;
  return /<head[^>]*>/i.test(html) ? html.replace(/<head[^>]*>/i, (head) => head + base) : base + html;
}

const peek = (text: string): string => text.replace(/\s+/g, " ").trim().slice(0, 140);

function escaped(text: string): string {
  const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  return text.replace(/[&<>"]/g, (sign) => entities[sign] ?? sign);
}

function page(content: { readonly title: string; readonly body: string; readonly refreshSeconds?: number }): string {
  const refresh =
    content.refreshSeconds === undefined ? "" : `<meta http-equiv="refresh" content="${content.refreshSeconds}">`;
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">${refresh}<title>${escaped(content.title)} – Posthorn demo</title><style>${style}</style></head><body><main>${content.body}</main></body></html>`;
}

const style = `
:root { color-scheme: light dark; --ink: light-dark(#1c1a17, #f1eee8); --soft: light-dark(#5f594f, #b3ada2); --paper: light-dark(#faf8f4, #171512);
  --card: light-dark(#fff, #211f1b); --line: light-dark(#e4dfd5, #38342d); --mark: light-dark(#8a4b00, #f2b65c); }
* { box-sizing: border-box } body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif }
main { max-width: 46rem; margin: 0 auto; padding: 2rem 1rem 4rem } h1 { font-size: 1.5rem; line-height: 1.25; margin: .2rem 0; overflow-wrap: anywhere }
h1 small { color: var(--soft); font-weight: 400 } .hint, .empty { color: var(--soft); margin: .2rem 0 1.25rem } .empty { padding: 3rem 1rem; text-align: center; border: 1px dashed var(--line); border-radius: .75rem }
a { color: var(--mark) } ol { list-style: none; margin: 0; padding: 0; background: var(--card); border: 1px solid var(--line); border-radius: .75rem; overflow: hidden }
li + li { border-top: 1px solid var(--line) } li a { display: grid; grid-template-columns: 1fr auto; gap: 0 1rem; padding: .8rem 1rem; color: inherit; text-decoration: none }
li a:hover, li a:focus-visible { background: color-mix(in srgb, var(--mark) 9%, transparent) } li strong, .peek { grid-column: 1 / -1 } .to, time, .peek { color: var(--soft); font-size: .875rem }
.peek { white-space: nowrap; overflow: hidden; text-overflow: ellipsis } iframe { width: 100%; height: 36rem; border: 1px solid var(--line); border-radius: .75rem; background: var(--card) }
details { margin-top: 1rem; background: var(--card); border: 1px solid var(--line); border-radius: .75rem; padding: .6rem 1rem } summary { cursor: pointer; font-weight: 600 }
pre { white-space: pre-wrap; overflow-wrap: anywhere } .wide { overflow-x: auto } table { border-collapse: collapse; font-size: .875rem } th { text-align: start; vertical-align: top; padding: .2rem 1rem .2rem 0; white-space: nowrap } td { overflow-wrap: anywhere }
.back { display: inline-block; padding: .25rem 0 }`;
