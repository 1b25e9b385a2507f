/** What a merchant is told by mail about an endpoint. */

/** @param why gone: it answered 410; failing: five days without a success */
export function switchedOffMail(
  { id, url }: { readonly id: string; readonly url: string },
  why: "gone" | "failing",
): { readonly subject: string; readonly text: string; readonly html: string } {
  const host = URL.parse(url)?.host ?? "your server";
  const because =
    why === "gone"
      ? "It answered 410, which says that nobody wants events there any more."
      : "For five days no event could be delivered there.";
  const lines = [
    `The webhook at ${host} was switched off. ${because}`,
    `Nothing is lost: GET /v1/events has every event of the last 30 days. When the server is ready again: POST /v1/webhooks/${id}/resume, and what was missed is sent by POST /v1/webhooks/${id}/replay.`,
    `POST /v1/webhooks/${id}/ping tries it first.`,
  ];
  const html = lines.map((line) => `<p>${escaped(line)}</p>`).join("\n");
  return { subject: `Webhook switched off: ${host}`, text: `${lines.join("\n\n")}\n`, html };
}

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.codePointAt(0)};`);
