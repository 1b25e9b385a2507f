/** Who may come into the shop, and what they did there. */
import type { FastifyInstance } from "fastify";
import { html } from "htm/preact";
import { type AuditAction, auditActions } from "#accounts/audit.ts";
import { isRole, type Role, roles, roleWords } from "#accounts/roles.ts";
import { membersOf, readAuditPage } from "#accounts/store.ts";
import { giveRole, letIn, letOut, type TeamChange } from "#accounts/team.ts";
import { parseEmail } from "#platform/email-address.ts";
import { field, parameter } from "#platform/html/request.ts";
import { isUuid } from "#platform/ids.ts";
import { input, proofField, select, table, time } from "./pages/parts.ts";
import type { Site } from "./site.ts";

const path = "/portal/:merchant/:mode/team";
const form = { config: { form: true } };
const why: Readonly<Record<Exclude<TeamChange, "done">, string>> = {
  last_owner: "This is the last owner of the shop. Make somebody else owner first.",
  nobody: "This person is not in the shop (any more).",
};

export function addTeamRoutes(server: FastifyInstance, site: Site): void {
  const { database, clock } = site.options;
  server.get(
    path,
    site.shop("admin", async (_request, reply, visit) => {
      const members = await database.forMerchants([visit.merchantId], (tx) => membersOf(tx, visit.merchantId));
      const isOwner = visit.role === "owner";
      const proof = () => proofField(visit.session, clock.now());
      const content = html`
        <h1>Team</h1>
        ${table(
          "Who may come in",
          ["Address", "Role", "Since", "Second factor", ""],
          members.map(
            (
              one,
            ) => html`<tr><th scope="row">${one.email}</th><td>${one.role}</td><td>${time(one.addedAt)}</td><td>${one.hasSecondFactor ? "yes" : "not yet"}</td>
              <td>${
                isOwner
                  ? html`<details><summary>Change</summary>
                      <form method="post" action=${visit.at(`team/${one.personId}/role`)}>${roleChoice(`role-${one.personId}`, one.role)}${proof()}<button class="second">Give this role</button></form>
                      <form method="post" action=${visit.at(`team/${one.personId}/remove`)}>${proof()}<button class="danger">Let out</button></form></details>`
                  : null
              }</td></tr>`,
          ),
        )}
        <dl class="facts card">${roles.map((role) => html`<dt>${role}</dt><dd>${roleWords[role]}</dd>`)}</dl>
        ${
          isOwner
            ? html`<h2>Let somebody in</h2>
                <form method="post" action=${visit.at("team")}>
                  <div class="two">${input("email", "E-mail address", { type: "email", required: true, maxlength: 254 })}${roleChoice("role", "support")}</div>
                  ${proof()}<p><button>Let in</button></p></form>`
            : html`<p class="soft">Owners let people in and out.</p>`
        }`;
      return site.page(reply, { title: "Team", content, visit, here: "team" });
    }),
  );
  server.post(
    path,
    form,
    site.owner(
      site.careful(async (request, reply, visit) => {
        const [email, role] = [parseEmail(field(request, "email", 254)), field(request, "role", 20)];
        if (email === null || !isRole(role))
          return site.refused(reply, visit, {
            status: 422,
            sentences: ["This is not one e-mail address, or no role."],
          });
        const { merchantId, shop, session } = visit;
        await letIn(site.options, session.email, { email, isOperator: false, shop: { merchantId, role } });
        await site.tellOwners(visit, `${email} was let in as ${role}`);
        const text = `${session.email} let you into ${shop} in the Posthorn portal, as ${role}: ${roleWords[role]}.\n\nSign in with this address: ${site.options.publicBaseUrl}/portal/sign-in\n`;
        await site.options.sendMail({ to: email, subject: `You may come into ${shop}`, text }).catch(() => undefined);
        return reply.redirect(visit.at("team"), 303);
      }),
    ),
  );
  const change = (verb: "role" | "remove") =>
    server.post(
      `${path}/:person/${verb}`,
      form,
      site.owner(
        site.careful(async (request, reply, visit) => {
          const { person = "" } = request.params as { person?: string }; // the route's pattern names it
          if (!isUuid(person)) return site.missing(reply);
          const { merchantId, session } = visit;
          const whom = { merchantId, personId: person.toLowerCase() };
          const role = field(request, `role-${person}`, 20);
          if (verb === "role" && !isRole(role)) return site.missing(reply);
          const done =
            verb === "role" && isRole(role)
              ? await giveRole(site.options, session.email, { ...whom, role })
              : await letOut(site.options, session.email, whom);
          if (done !== "done") return site.refused(reply, visit, { status: 409, sentences: [why[done]] });
          await site.tellOwners(
            visit,
            verb === "role" ? `Somebody was given the role ${role}` : "Somebody was let out",
          );
          return reply.redirect(visit.at("team"), 303);
        }),
      ),
    );
  change("role");
  change("remove");

  server.get(
    "/portal/:merchant/:mode/log",
    site.shop("admin", async (request, reply, visit) => {
      const before = Number(parameter(request, "before", 15));
      const from = Number.isSafeInteger(before) && before > 0 ? before : null;
      const rows = await database.forMerchants([visit.merchantId], (tx) =>
        readAuditPage(tx, visit.merchantId, from, 101),
      );
      const shown = rows.slice(0, 100);
      const content = html`
        <h1>Log</h1>
        <p>Who did what in this shop. Nobody can change a row, not even we: each holds the hash of the one before, and <code>posthorn audit</code> checks them.</p>
        ${
          shown.length === 0
            ? html`<p class="empty">Nothing yet.</p>`
            : table(
                "Newest first (times in UTC)",
                ["When", "Who", "What", "Of what"],
                shown.map(
                  (row) =>
                    html`<tr><td>${time(row.at)}</td><td>${row.who}</td><td>${wordsOf(row.what)}</td><td><span class="number small">${row.subject}</span><br /><span class="small soft">${detailsOf(row.details)}</span></td></tr>`,
                ),
              )
        }
        ${rows.length > 100 ? html`<p><a class="button second" href=${`${visit.at("log")}?before=${shown.at(-1)?.sequence}`}>Older ones</a></p>` : null}`;
      return site.page(reply, { title: "Log", content, visit, here: "log" });
    }),
  );
}

const roleChoice = (name: string, chosen: Role) =>
  select(
    name,
    "Role",
    roles.map((role) => [role, `${role}: ${roleWords[role]}`] as const),
    chosen,
  );
const wordsOf = (what: string): string => auditActions[what as AuditAction] ?? what; // what the log holds was one when it was written
const detailsOf = (details: string): string =>
  Object.entries(JSON.parse(details) as Record<string, unknown>) // recordDeed wrote an object
    .map(([name, value]) => `${name}: ${String(value)}`)
    .join(", ");
