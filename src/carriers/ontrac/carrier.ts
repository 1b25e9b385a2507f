/**
 * OnTrac: asked through its XML web service V7, account and password inside the address. The reading also knows the JSON of the
 * public tracker, which the announced successor may resemble, and that of LaserShip, which became OnTrac.
 */
import { z } from "zod";
import { type Asked, type Call, type CarrierRequest, defineCarrier, type Refusal } from "#carriers/carrier.ts";
import { flag, text } from "#carriers/lenient.ts";
import { isXmlElement, type XmlElement } from "#carriers/xml.ts";
import { laserShipAnswer, laserShipScans } from "./lasership.ts";
import { trackerAnswer, trackerScans } from "./public-tracker.ts";
import { statuses } from "./statuses.ts";
import { isV7, v7Refusal, v7Scans } from "./v7.ts";

const xmlAnswer = z
  .custom<XmlElement>((value) => isXmlElement(value) && isV7(value))
  .transform((element) => ({ shape: "v7" as const, element }));

export const ontrac = defineCarrier({
  slug: "ontrac",
  name: "OnTrac",
  serves: ["ontrac", "ontrac-api", "lasership", "lasership-api"],
  docs: "https://www.ontrac.com/",
  baseUrls: {
    production: "https://www.shipontrac.net/OnTracWebServices/OnTracServices.svc",
    test: "https://www.shipontrac.net/OnTracTestWebServices/OnTracServices.svc",
  },
  auth: {
    kind: "password_in_address",
    fields: [{ name: "account", isPublic: true }, { name: "password" }],
    headers: () => ({}),
  },
  // At most 500 calls a minute.
  limits: { perSecond: 8, perDay: null, concurrent: 4, batch: 100, perParcelPerDay: 5 },
  homeZone: "America/Los_Angeles",
  format: "xml",
  newestFirst: true,
  statuses,
  numberPattern: /^([CDcd]\d{14}|[Ll][A-Za-z]\d{8}|1[Ll][Ss][A-Za-z0-9]{9,17}(-1)?)$/,
  // An example of the specification.
  trialNumber: "D10010000000011",
  quality: "reads",
  unproven: [
    "OnTrac's terms: no question before a parcel is handed over, after its delivery or after two weeks. Only the number per day is kept.",
    "OnTrac's terms: a merchant may give his password to no tracking service; ask OnTrac before you enter it.",
    "How V7 answers for a number that it does not know yet; an invalid one is called so.",
    "Whether V7 knows the numbers of LaserShip's family.",
    "The finer meaning of the public tracker's codes; we do not ask it.",
    "OnTrac announces a successor of V7, whose contract is not public.",
  ],
  trackingPage: "https://www.ontrac.com/tracking/?number={number}",
  request,
  answer: z.union([trackerAnswer, laserShipAnswer, xmlAnswer]),
  scans: (answer, asked) => {
    if (answer.shape === "tracker") return trackerScans(answer.packages);
    return answer.shape === "lasership" ? laserShipScans(answer.order, asked) : v7Scans(answer.element);
  },
  refusal: (body, _status, asked) => (isXmlElement(body) ? v7Refusal(body, asked) : laserShipRefusal(body)),
});

function request(asked: readonly Asked[], { fields }: Call): CarrierRequest {
  const { account = "", password = "" } = fields;
  const numbers = asked.map(({ number }) => encodeURIComponent(number)).join(",");
  return {
    method: "GET",
    path: `/V7/${account.replace(/[^\w-]/g, "")}/shipments?pw=${encodeURIComponent(password)}&tn=${numbers}&requestType=track`,
    headers: { accept: "application/xml, text/xml" },
  };
}

const LaserShipError = z.object({ Error: flag, ErrorMessage: text });

function laserShipRefusal(body: unknown): { readonly why: Refusal; readonly detail?: string } | undefined {
  const error = LaserShipError.safeParse(body);
  return error.success && error.data.Error ? { why: "not_found", detail: error.data.ErrorMessage } : undefined;
}
