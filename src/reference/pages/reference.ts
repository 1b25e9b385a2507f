/** The reference of the API: every call with what it takes and answers, and a call to copy. No script, nothing from elsewhere. */
import { html } from "htm/preact";
import type { ApiDocument, Call, Group, Schema } from "#reference/document.ts";
import { exampleOf } from "#reference/example-of.ts";
import { fieldsOf, typeOf } from "#reference/fields-of.ts";

export function referenceContent({ info, servers }: ApiDocument, groups: readonly Group[]) {
  const base = servers?.[0]?.url ?? "";
  return html`
    <h1>${info.title}</h1>
    <p>${info.description}</p>
    <p>At <code>${base}</code>, by HTTP Basic authentication: user name and password of a key. Errors below <code>/v1</code> are problem documents (RFC 9457). The same as data: <a href="/openapi.json">openapi.json</a>.</p>
    <nav aria-label="Calls">${groups.map(
      ({ name, calls }) => html`<details><summary>${title(name)} <span class="soft">${calls.length}</span></summary>
        <ul class="plain-list">${calls.map((call) => html`<li><a href=${`#${call.id}`}><span class="number">${call.method} ${call.path}</span></a></li>`)}</ul></details>`,
    )}</nav>
    ${groups.map(
      ({ name, calls }) =>
        html`<section><h2>${title(name)}</h2>${calls.map((call) => callContent(call, base))}</section>`,
    )}`;
}

const title = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

function callContent(call: Call, base: string) {
  const { operation, body, answer, problems } = call;
  const parameters = operation.parameters ?? [];
  return html`<article class="card" id=${call.id}>
    <h3><span class="pill ${call.method === "GET" ? "progress" : call.method === "DELETE" ? "action" : "done"}">${call.method}</span> <span class="number">${call.path}</span></h3>
    <p>${operation.summary}${operation.description === undefined ? "" : ` ${operation.description}`}</p>
    ${call.needsKey ? null : html`<p class="small soft">Needs no key.</p>`}
    ${
      parameters.length === 0
        ? null
        : html`<details><summary>Parameters</summary><dl class="facts">${parameters.map(
            (one) =>
              html`<dt><code>${one.name}</code> <span class="small">${one.in}${one.required === true ? ", required" : ""}</span></dt><dd>${one.schema === undefined ? "" : typeOf(one.schema)} <span class="soft">${one.description ?? one.schema?.description ?? ""}</span></dd>`,
          )}</dl></details>`
    }
    ${body === null ? null : fields("What it takes", body.schema, true)}
    ${answer?.schema === null || answer?.schema === undefined ? null : fields("What it answers", answer.schema, false)}
    <pre tabindex="0" role="region" aria-label=${`Example of ${call.method} ${call.path}`}><code>${curlOf(call, base)}</code></pre>
    <p class="small soft">${answer === null ? "" : `${answer.status} where it worked. `}${problems.length === 0 ? "" : `Problems: ${problems.join(", ")}.`}</p>
  </article>`;
}

/** @param isSent of what comes as an answer, each field is always there */
function fields(name: string, schema: Schema, isSent: boolean) {
  const rows = fieldsOf(schema);
  if (rows.length === 0) return null;
  return html`<details><summary>${name}</summary><dl class="facts">${rows.map(
    (row) =>
      html`<dt><code>${row.path}</code>${isSent && row.isRequired ? html` <span class="small">required</span>` : null}</dt><dd>${row.type} <span class="soft">${row.description}</span></dd>`,
  )}</dl></details>`;
}

/** What can be pasted into a terminal. Ids in paths stand as shell variables. */
export function curlOf({ method, path, body, needsKey }: Call, base: string): string {
  const address = path.replaceAll(
    /\{(\w+)\}/g,
    (_, name: string) => `$${name.replaceAll(/([A-Z])/g, "_$1").toUpperCase()}`,
  );
  const parts = [
    `curl${method === "GET" ? "" : ` -X ${method}`}${needsKey ? ' -u "$API_USERNAME:$API_PASSWORD"' : ""}`,
    ...(body === null ? [] : [`-H 'Content-Type: ${body.type}'`, `-d '${exampleBody(body)}'`]),
    `"${base}${address}"`,
  ];
  return parts.join(" \\\n  ");
}

export const exampleBody = ({ type, schema }: NonNullable<Call["body"]>): string =>
  type === "text/csv"
    ? "order_reference,carrier,tracking_number,country\nLL-1,UPS,1Z999AA10123456784,DE"
    : JSON.stringify(exampleOf(schema));
