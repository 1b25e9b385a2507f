/** The mail that answers one which asked for a check: subject, text and HTML. Pure. */
import { renderToString } from "preact-render-to-string";
import { ordersMax } from "./check-mail-fields.ts";
import type { TakenMail } from "./check-mail-store.ts";
import type { Answer } from "./decide-answer.ts";
import { answerPage, headOf } from "./pages/answer-mail.ts";
import { linesOf } from "./report-lines.ts";
import { mailsPerDay } from "./take-check-mail.ts";

export interface AnswerMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** What is to be sent, word for word. */
export const form: readonly string[] = [
  "Subject: Delivery tracking integration: {name of your shop}",
  "Store URL: {address of your shop}",
  "Merchant ID: {the id that you got with your key}",
  "Order number: {our order_id, or your merchant_reference1; several with commas; none for the last 7 days}",
];

/** @param publicBaseUrl where the portal is */
export function answerMail(answer: Answer, mail: TakenMail, publicBaseUrl: string): AnswerMail {
  const [intro, closing] = [introOf(answer), closingOf(answer, mail, publicBaseUrl)];
  const reports = answer.kind === "report" ? answer.parts : [];
  const text = [
    ...intro.flatMap((one) => [one, ""]),
    ...reports.flatMap(({ order, mode, checked }) => [`— ${headOf(order, mode)} —`, ...linesOf(checked), ""]),
    ...(needsForm(answer) ? [...form.map((line) => `  ${line}`), ""] : []),
    ...closing.flatMap((one) => [one, ""]),
  ];
  return {
    subject:
      mail.subject === ""
        ? "Re: Delivery tracking integration"
        : `Re: ${mail.subject.replace(/^(?:\s*re\s*:)+\s*/i, "")}`,
    text: text.join("\n"),
    html: `<!doctype html>${renderToString(
      answerPage({
        ...{ intro, closing, reports },
        form: needsForm(answer) ? form : [],
        title: intro[0] ?? "",
      }),
    )}`,
  };
}

const needsForm = (answer: Answer): boolean => answer.kind !== "report" || answer.unknownOrders.length > 0;

function introOf(answer: Answer): readonly string[] {
  if (answer.kind === "neutral")
    return [
      "Thank you for your mail. It holds no data of a shop, because we could not match it to one by what the mail itself proves.",
      "Three things are needed. The mail comes from the address of somebody who works in the shop's portal, or from the shop's own address for questions, and both its From and its envelope name that address. Its domain proves that, by DKIM or DMARC. And a merchant id, where there is one in it, is the one of that shop. Then send:",
    ];
  if (answer.kind === "which_shop")
    return [
      "You belong to several shops. Send the mail again with the id of the one that is meant:",
      ...answer.shops.map(({ id, name }) => `Merchant ID: ${id} (${name})`),
    ];
  const { shop, unknownOrders } = answer;
  return [
    `This is the integration check of ${shop.name}.`,
    ...(unknownOrders.length === 0
      ? []
      : [
          `${shop.name} has no order ${unknownOrders.map((order) => `"${order}"`).join(", ")}. Send our order_id, as the API answered it, or the merchant_reference1 of the order:`,
        ]),
  ];
}

function closingOf(answer: Answer, { count }: TakenMail, publicBaseUrl: string): readonly string[] {
  const isWeek = answer.kind === "report" && answer.parts.some(({ order }) => order === null);
  return [
    ...(isWeek
      ? [
          `Your mail named no order, so this is all of the last 7 days. With a line such as "Order number: {order_id}", up to ${ordersMax} orders are looked at one by one.`,
        ]
      : []),
    ...(answer.kind === "neutral" ? ["Somebody of us looks at mails that could not be matched, too."] : []),
    ...(count >= mailsPerDay
      ? [`This was the last of ${mailsPerDay} answers today: the next mail is answered tomorrow (UTC).`]
      : []),
    `The same at once, without a mail: the page "Integration" in the portal (${publicBaseUrl}/portal), GET /v1/integration-check, or posthorn check. This answer was made by a program.`,
  ];
}
