/** Shoppers' data on the operator's side: what there is, an export for them, and their erasure. Nothing is looked at before a reason was given (A-05). */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { SessionRow } from "#accounts/store.ts";
import { parseEmail } from "#platform/email-address.ts";
import { field } from "#platform/html/request.ts";
import { eraseShopper } from "#privacy/erase-shopper.ts";
import { exportShopper } from "#privacy/export-shopper.ts";
import { findShopper } from "#privacy/find-shopper.ts";
import { type PrivacyRequest, reasonOf, reasonRule } from "#privacy/request.ts";
import { erasedContent, foundContent, searchContent } from "./pages/shopper-data.ts";
import type { Site } from "./site.ts";

const form = { config: { form: true } };
/** Addresses stand in no address of ours (D-06): everything comes by forms. */
const path = "/portal/operator/shoppers";
const title = "Shoppers’ data";

type Handler = (
  request: FastifyRequest,
  reply: FastifyReply,
  asked: { readonly session: SessionRow; readonly wanted: PrivacyRequest },
) => Promise<FastifyReply>;

export function addShopperDataRoutes(server: FastifyInstance, site: Site): void {
  const { options } = site;
  const { clock, log } = options;
  const refused = (reply: FastifyReply, status: 403 | 422, sentence: string): FastifyReply =>
    site.refused(reply, undefined, { status, sentences: [sentence] });

  /** For an operator who has said whose data it is about, and why. */
  const asked = (handle: Handler) =>
    site.operator(async (request, reply, session) => {
      const [email, reason] = [parseEmail(field(request, "email", 254)), reasonOf(field(request, "reason", 301))];
      if (email === null) return refused(reply, 422, "That is not one e-mail address.");
      if (reason === null) return refused(reply, 422, reasonRule);
      return handle(request, reply, { session, wanted: { email, reason, who: session.email } });
    });
  /** What takes data out, or away (M-06). */
  const careful =
    (handle: Handler): Handler =>
    async (request, reply, around) =>
      (await site.isProven(request, around.session))
        ? handle(request, reply, around)
        : refused(reply, 403, "The code of your app was missing or not right.");

  server.get(
    path,
    site.operator(async (_request, reply, session) =>
      site.page(reply, { title, content: searchContent(), session, here: "operator" }),
    ),
  );
  server.post(
    path,
    form,
    asked(async (_request, reply, { session, wanted }) => {
      const found = await findShopper(options, wanted);
      const content = foundContent({ found, wanted, session, now: clock.now() });
      return site.page(reply, { title, content, session, here: "operator" });
    }),
  );
  server.post(
    `${path}/export`,
    form,
    asked(
      careful(async (_request, reply, { wanted }) =>
        reply
          .type("application/json; charset=utf-8")
          .header("content-disposition", 'attachment; filename="shopper-data.json"')
          .send(JSON.stringify(await exportShopper(options, wanted), null, 2)),
      ),
    ),
  );
  const erase = careful(async (_request, reply, { session, wanted }) => {
    const erased = await eraseShopper(options, wanted);
    log.info("person_erased", { count: erased.orders });
    return site.page(reply, { title, content: erasedContent(erased), session, here: "operator" });
  });
  server.post(
    `${path}/erase`,
    form,
    asked(async (request, reply, around) => {
      // Before the code of the app, which counts once.
      if (parseEmail(field(request, "confirmation", 254)) !== around.wanted.email)
        return refused(reply, 422, "The address that you typed is not the one whose data you look at.");
      return erase(request, reply, around);
    }),
  );
}
