/** A page of a real browser that is looked at closely: its faults, its accessibility, what is cut off. */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export const phone = { viewport: { width: 390, height: 844 }, locale: "en-GB", timezoneId: "Europe/Berlin" } as const;

/** A page that remembers what a good page never does: asks elsewhere, runs what it should not, complains. */
export async function watchedPage(browser: Browser, base: string, options: BrowserContextOptions = phone) {
  const context = await browser.newContext(options);
  const faults: string[] = [];
  await context.exposeBinding("reportFault", (_source, what: string) => void faults.push(what));
  await context.addInitScript(() => {
    const report = (what: string) => (globalThis as unknown as { reportFault(what: string): void }).reportFault(what); // put there above
    addEventListener("securitypolicyviolation", (event) =>
      report(`policy: ${event.violatedDirective} ${event.blockedURI}`),
    );
    for (const name of ["alert", "confirm", "prompt"] as const)
      Reflect.set(globalThis, name, () => report(`${name} was called`));
  });
  context.on("request", (request) => {
    if (!request.url().startsWith(`${base}/`)) faults.push(`asked ${request.url()}`);
  });
  const page = await context.newPage();
  page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error" && !/status of (404|422)/.test(message.text()))
      faults.push(`console: ${message.text()}`);
  });
  return { page, context, faults, [Symbol.asyncDispose]: () => context.close() };
}

/** axe-core's findings, a line each; run through the debugger, because the page's own policy lets no foreign script in. */
export async function inaccessible(page: Page): Promise<readonly string[]> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Runtime.evaluate", { expression: axe });
  const { result, exceptionDetails } = await cdp.send("Runtime.evaluate", {
    expression: `axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }).then(({ violations }) =>
      violations.map(({ id, nodes }) => id + ": " + nodes.map(({ html }) => html.slice(0, 120)).join(" | ")))`,
    awaitPromise: true,
    returnByValue: true,
  });
  if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  await cdp.detach();
  return result.value as readonly string[];
}

export const isCutOff = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
