/** A check's report in lines of plain text: at a terminal and in a mail. */
import type { Checked } from "./check.ts";

/** The report as a person reads it. */
export function linesOf({ verdict, orders, entries, score, findings, since, isCut }: Checked): readonly string[] {
  const of =
    since === null ? "this order" : `${orders} orders since ${since.toISOString().slice(0, 16).replace("T", " ")} UTC`;
  const head = {
    validated: `Validated: nothing is broken or doubtful in ${of}, ${entries} entries of shipping info.`,
    findings: `Findings in ${of}, ${entries} entries of shipping info.`,
    nothing_to_check: `Nothing to check: no shipping info in ${of}.`,
  }[verdict];
  const parts = Object.entries(score)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name.replaceAll("_", " ")} ${Math.round((value ?? 0) * 100)} %`);
  const cut = isCut ? ["There were more than 500 orders: the newest 500 were looked at."] : [];
  const lines = findings.flatMap(({ code, severity, why, fix, count, examples }) => [
    "",
    `${severity.padEnd(8)} ${code}, ${count} times`,
    `         ${why}`,
    `         ${fix}`,
    ...examples.map(({ order_id, reference, field, received, understood }) => {
      const where = reference === null ? (order_id ?? "") : `${reference} (${order_id})`;
      const what = received === null ? "" : `${field === null ? "" : `${field} = `}"${received}"`;
      return `         · ${[where, what, understood ?? ""].filter((part) => part !== "").join("  ")}`;
    }),
  ]);
  return [head, ...cut, ...(parts.length === 0 ? [] : [parts.join(" · ")]), ...lines];
}
