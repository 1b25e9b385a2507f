/** Reports that mail servers send back: of a bounce (RFC 3464), and of a reader who called a mail spam (RFC 5965). */

interface Report {
  /** Of the mail that it is about, with its brackets. */
  readonly messageId: string;
  readonly recipient?: string;
}

export function bounceReport(
  report: Report & {
    readonly action?: string;
    readonly status?: string;
    readonly diagnostic?: string;
    readonly date?: string;
  },
): Buffer {
  const { messageId, recipient = "ines@example.org", action = "failed", status = "5.1.1" } = report;
  const { diagnostic = "smtp; 550 5.1.1 no such user", date = "Tue, 24 Nov 2026 10:05:00 +0000" } = report;
  return mail(date, "delivery-status", [
    ["text/plain", "I'm sorry to have to inform you …"],
    [
      "message/delivery-status",
      `Reporting-MTA: dns; mx.example\r\n\r\nFinal-Recipient: rfc822; ${recipient}\r\nAction: ${action}\r\nStatus: ${status}\r\nDiagnostic-Code: ${diagnostic}`,
    ],
    ["text/rfc822-headers", headOf(messageId, recipient)],
  ]);
}

export function spamReport(report: Report & { readonly type?: string; readonly date?: string }): Buffer {
  const {
    messageId,
    recipient = "ines@example.org",
    type = "abuse",
    date = "Tue, 24 Nov 2026 10:05:00 +0000",
  } = report;
  return mail(date, "feedback-report", [
    ["text/plain", "This is an email abuse report."],
    ["message/feedback-report", `Feedback-Type: ${type}\r\nUser-Agent: SomeGenerator/1.0\r\nVersion: 1`],
    ["message/rfc822", `${headOf(messageId, recipient)}\r\nContent-Type: text/plain\r\n\r\nYour parcel …`],
  ]);
}

const headOf = (messageId: string, recipient: string): string =>
  `From: Posthorn <parcels@example.org>\r\nTo: ${recipient}\r\nSubject: Lampenwelt: delivered\r\nMessage-ID:\r\n ${messageId}`;

function mail(date: string, type: string, parts: readonly (readonly [string, string])[]): Buffer {
  const inner = parts.map(([kind, text]) => `--b\r\nContent-Type: ${kind}\r\n\r\n${text}\r\n`).join("");
  return Buffer.from(
    `From: MAILER-DAEMON@mx.example\r\nTo: parcels@example.org\r\nDate: ${date}\r\nSubject: report\r\nMIME-Version: 1.0\r\n` +
      `Content-Type: multipart/report; report-type=${type}; boundary="b"\r\n\r\n${inner}--b--\r\n`,
  );
}
