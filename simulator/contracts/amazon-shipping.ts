/** Amazon Shipping v2 getTracking and Login with Amazon, in their own shapes and words (shippingV2.json of amzn/selling-partner-api-models). */
import type { Contract, Sayings, World } from "#simulator/contract.ts";
import { type Answer, type Call, isSame, json } from "#simulator/http.ts";
import { numbersLike } from "#simulator/numbers.ts";
import type { Play, Scan } from "#simulator/play.ts";
import { wallTime } from "#simulator/times.ts";

export const amazonShipping: Contract = {
  carrier: "amazon-shipping",
  title: "Amazon Shipping",
  limits: { windows: [{ calls: 80, seconds: 1 }], concurrent: 8, numbersPerCall: 1 },
  credential: {
    client_id: "random",
    client_secret: "random",
    refresh_token: "random",
    region: "eu",
    business_id: "AmazonShipping_UK",
  },
  numbers: numbersLike({ form: "TBAnnnnnnnnnppp", cities: ["london"] }),
  isUncounted: (path) => path === "/auth/o2/token",
  refusals: {
    throttled: failure(429, "QuotaExceeded", "You exceeded your quota for the requested resource."),
    down: failure(503, "ServiceUnavailable", "Service is temporarily unavailable."),
    // As the real one does: 403 also for a token that is none.
    unauthorized: denied("The access token you provided is revoked, malformed or invalid."),
  },
  // A carrier for one country; and each box has a number of its own.
  omits: ["customs", "two_pieces"],
  open: (world) => ({
    answer: (call) => (call.path === "/auth/o2/token" ? answerToken(call, world) : answer(call, world)),
  }),
};

function answerToken(call: Call, world: World): Answer {
  const form = new URLSearchParams(call.body);
  const isTheirs = (field: string): boolean => isSame(form.get(field) ?? "", world.credential(field));
  if (call.method !== "POST" || form.get("grant_type") !== "refresh_token")
    return json(400, { error: "unsupported_grant_type", error_description: "The grant type is not supported." });
  if (!isTheirs("client_id") || !isTheirs("client_secret"))
    return json(401, { error: "invalid_client", error_description: "Client authentication failed" });
  if (!isTheirs("refresh_token"))
    return json(400, { error: "invalid_grant", error_description: "The request has an invalid grant parameter" });
  const { token, seconds } = world.issueToken(3_600);
  return json(200, {
    access_token: token,
    refresh_token: form.get("refresh_token"),
    token_type: "bearer",
    expires_in: seconds,
  });
}

function answer(call: Call, world: World): Answer {
  if (call.path !== "/shipping/v2/tracking" || call.method !== "GET")
    return failure(404, "NotFound", "The requested resource is invalid or doesn't exist");
  const token = world.tokenState(call.headers["x-amz-access-token"] ?? "");
  if (token === "expired") return denied("The access token you provided has expired.");
  if (token === "unknown") return amazonShipping.refusals.unauthorized;
  const missing = ["trackingId", "carrierId"].find((name) => !call.query.get(name));
  if (missing !== undefined) return invalid(`${missing} is missing in the request`);
  if (call.headers["x-amzn-shipping-business-id"] !== world.credential("business_id"))
    return invalid("The business id is not supported");
  const play = world.ask(call.query.get("trackingId") ?? "");
  if (play === undefined || play.knowledge === "invalid") return invalid("trackingId is invalid");
  if (play.knowledge === "unknown")
    return failure(404, "NotFound", "The requested resource is invalid or doesn't exist");
  return json(200, { payload: trackingOf(play) });
}

function failure(status: number, code: string, message: string, details = ""): Answer {
  return json(status, { errors: [{ code, message, details }] });
}
function denied(details: string): Answer {
  return failure(403, "Unauthorized", "Access to requested resource is denied.", details);
}
function invalid(details: string): Answer {
  return failure(400, "InvalidRequest", "Request is missing or has invalid parameters", details);
}

/** Times are in UTC; why and where stands in the summary only. */
function trackingOf({ parcel, scans, promiseMs }: Play): object {
  const told = scans.filter(({ step }) => said[step.what] !== null);
  const last = told.at(-1);
  const now = last === undefined ? null : said[last.step.what];
  const details = now?.detail === undefined ? [] : [now.detail];
  return {
    trackingId: parcel.number,
    alternateLegTrackingId: null,
    eventHistory: told.flatMap(eventsOf).reverse(),
    ...(promiseMs === null ? {} : { promisedDeliveryDate: `${wallTime(promiseMs, "UTC")}Z` }),
    summary: {
      status: now?.status ?? "PreTransit",
      trackingDetailCodes: {
        forward: now?.isBack === true ? [] : details,
        returns: now?.isBack === true ? details : [],
      },
    },
  };
}

function eventsOf({ step, atMs, place }: Scan): readonly object[] {
  const saying = said[step.what];
  if (saying === null) return [];
  const event = {
    eventCode: saying.code,
    location: {
      city: place.city,
      stateOrRegion: place.region ?? "",
      countryCode: place.country,
      postalCode: place.postalCode,
    },
    eventTime: `${wallTime(atMs, "UTC")}Z`,
    shipmentType: saying.isBack === true ? "RETURNS" : "FORWARD",
  };
  return step.twice === true ? [event, event] : [event];
}

interface Said {
  readonly code: string;
  readonly status: string;
  readonly detail?: string;
  readonly isBack?: true;
}

const say = (code: string, status: string, detail?: string): Said => ({
  code,
  status,
  ...(detail === undefined ? {} : { detail }),
});
const sayBack = (code: string, status: string): Said => ({ code, status, isBack: true });

/** null: Amazon tells no event of it. */
const said: Sayings<Said | null> = {
  announced: say("ReadyForReceive", "PreTransit"),
  accepted: say("PickupDone", "InTransit"),
  departed: say("Departed", "InTransit"),
  arrived: say("ArrivedAtCarrierFacility", "InTransit"),
  atDepot: say("ArrivedAtCarrierFacility", "InTransit", "ArrivedAtLocalFacility"),
  outForDelivery: say("OutForDelivery", "OutForDelivery"),
  delivered: say("Delivered", "Delivered", "Signed"),
  deliveredToNeighbour: say("Delivered", "Delivered", "DeliveredToNeighbor"),
  leftAtSafePlace: say("Delivered", "Delivered", "DeliveredToPorch"),
  putInMailbox: say("Delivered", "Delivered", "DeliveredToMailSlot"),
  nobodyHome: say("DeliveryAttempted", "DeliveryAttempted", "CustomerUnavailable"),
  toPickupPoint: say("Departed", "InTransit"),
  onItsWayToPickupPoint: say("Departed", "InTransit"),
  readyAtPickupPoint: say("AvailableForPickup", "AwaitingCustomerPickup"),
  collected: say("Delivered", "Delivered"),
  leftCountry: null,
  enteredCountry: null,
  inCustoms: null,
  customsWantsPapers: null,
  clearedCustoms: null,
  delayed: null,
  movingAgain: say("InTransit", "InTransit"),
  refused: say("Rejected", "Rejected", "RejectedByRecipientWithVerification"),
  goingBack: sayBack("ReturnInitiated", "InTransit"),
  backAtHub: sayBack("ArrivedAtCarrierFacility", "InTransit"),
  backAtSender: sayBack("Delivered", "Delivered"),
  searched: null,
  lost: say("Lost", "Lost"),
  damaged: say("Undeliverable", "Undeliverable", "Damaged"),
  dayChosen: say("RecipientRequestedAlternateDeliveryTiming", "InTransit"),
};
