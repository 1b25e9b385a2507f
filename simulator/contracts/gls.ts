/** GLS Group's Track And Trace V1 and its token call (OpenAPI 1.0.7, Authentication API v2). */
import type { Contract, Sayings, World } from "#simulator/contract.ts";
import { type Answer, basicOf, bearerOf, type Call, decoded, isSame, json } from "#simulator/http.ts";
import { numbersLike } from "#simulator/numbers.ts";
import type { Play, Scan } from "#simulator/play.ts";
import { offsetOf, wallTime } from "#simulator/times.ts";

export const gls: Contract = {
  carrier: "gls",
  title: "GLS",
  // 500 calls a day by default.
  limits: { windows: [{ calls: 500, seconds: 86_400 }], concurrent: 10, numbersPerCall: 10 },
  credential: { client_id: "random", client_secret: "random" },
  numbers: numbersLike({ form: "50pppnnnnnn", cities: ["berlin", "munich", "copenhagen"] }),
  isUncounted: (path) => path.startsWith("/oauth2/"),
  refusals: {
    throttled: fault(
      429,
      "Rate limit quota violation. Quota limit  exceeded. Identifier : 00000000-0000-4000-8000-000000000000",
      "policies.ratelimit.QuotaViolation",
    ),
    down: problem(503, "Service Unavailable", "The service is temporarily unavailable."),
    unauthorized: fault(401, "Invalid access token", "oauth.v2.InvalidAccessToken"),
  },
  // The codes of a return, a search or a damage are not known.
  omits: ["returned", "customs"],
  endsOtherwise: { lost: "in_transit", damaged: "in_transit" },
  open: (world) => ({
    answer: (call) => (call.path === "/oauth2/v2/token" ? answerToken(call, world) : answer(call, world)),
  }),
};

function answerToken(call: Call, world: World): Answer {
  const { username, password } = basicOf(call);
  const isKnown =
    isSame(username, world.credential("client_id")) && isSame(password, world.credential("client_secret"));
  if (call.method !== "POST" || !isKnown)
    return json(400, { errors: [{ message: "Invalid client identifier", type: "400" }] });
  const { token, seconds } = world.issueToken(14_400);
  return json(200, { token_type: "Bearer", access_token: token, expires_in: seconds });
}

function answer(call: Call, world: World): Answer {
  const list = /^\/track-and-trace-v1\/tracking\/simple\/trackids\/([^/]+)$/.exec(call.path)?.[1];
  if (list === undefined || call.method !== "GET") return problem(404, "Not Found", "No static resource.");
  const state = world.tokenState(bearerOf(call));
  if (state === "expired") return fault(401, "The Token has expired: policy(Verify-JWT)", "steps.jwt.TokenExpired");
  if (state === "unknown") return gls.refusals.unauthorized;
  const numbers = list.split(",").map(decoded);
  if (numbers.length > world.limits.numbersPerCall) {
    const detail = `Provided references of size '${numbers.length}' is more than allowed limit of ${world.limits.numbersPerCall}`;
    return { ...problem(400, "Bad Request", detail, call.path), isOverLimit: true };
  }
  return json(200, { parcels: numbers.map((number) => parcelOf(number, world)) });
}

function parcelOf(requested: string, world: World): object {
  const play = world.ask(requested);
  if (play?.knowledge === "invalid") return { requested, errorCode: "E_400_01", errorMessage: "Bad Request" };
  if (play === undefined || play.knowledge === "unknown")
    return { requested, errorCode: "E_404_01", errorMessage: "Resource Not Found" };
  return { requested, unitno: play.parcel.number, ...statusOf(play), events: eventsOf(play) };
}

/** Two boxes have two numbers here: this is the first. */
const scansOf = ({ scans }: Play): readonly Scan[] => scans.filter(({ step }) => step.piece !== 1);

function statusOf(play: Play): object {
  const last = scansOf(play).findLast(({ step }) => said[step.what].status !== null);
  if (last === undefined)
    return { status: "PREADVICE", statusDateTime: timestamp(play.parcel.startedMs, play.sender.zone) };
  return { status: said[last.step.what].status, statusDateTime: timestamp(last.atMs, last.place.zone) };
}

/** Newest first. */
function eventsOf(play: Play): readonly object[] {
  return scansOf(play)
    .flatMap(({ step, atMs, place }) => {
      const { code, text } = said[step.what];
      if (code === null) return [];
      const isPlaceKnown = step.what !== "announced";
      const event = {
        code,
        city: isPlaceKnown ? place.city : "",
        postalCode: isPlaceKnown ? place.postalCode : "",
        country: place.country,
        description: text,
        eventDateTime: timestamp(atMs, place.zone),
      };
      return step.twice === true ? [event, event] : [event];
    })
    .reverse();
}

/** The offset has no colon. */
const timestamp = (ms: number, zone: string): string => `${wallTime(ms, zone)}${offsetOf(ms, zone).replace(":", "")}`;

function fault(status: number, faultstring: string, errorcode: string): Answer {
  return json(status, { fault: { faultstring, detail: { errorcode } } });
}

function problem(status: number, title: string, detail: string, instance = "/tracking"): Answer {
  return json(status, { type: "about:blank", title, status, detail, instance });
}

interface Said {
  /** null: no event code of it is known. */
  readonly code: string | null;
  readonly text: string;
  /** null: the status stays. */
  readonly status: string | null;
}

const say = (code: string | null, status: string | null, text = ""): Said => ({ code, status, text });
const delivered = say("DELIVD.NORMAL", "DELIVERED", "The parcel has been delivered.");
const handled = say("INBOUD.NORMAL", "INTRANSIT", "The parcel has reached the parcel center.");
const unknown = say(null, null);

const said: Sayings<Said> = {
  announced: say(
    "INTIAL.PREADVICE",
    "PREADVICE",
    "The parcel data was entered into the GLS IT system; the parcel was not yet handed over to GLS.",
  ),
  accepted: say("INTIAL.NORMAL", "INTRANSIT", "The parcel was handed over to GLS."),
  departed: say("OUTBOD.NORMAL", "INTRANSIT", "The parcel has left the parcel center."),
  arrived: handled,
  atDepot: say("INBOUD.NORMAL", "INWAREHOUSE", "The parcel has reached the parcel center."),
  outForDelivery: say("OUTDEL.NORMAL", "INDELIVERY", "The parcel is expected to be delivered during the day."),
  delivered,
  deliveredToNeighbour: delivered,
  leftAtSafePlace: delivered,
  putInMailbox: delivered,
  nobodyHome: say(null, "NOTDELIVERED"),
  toPickupPoint: say("OUTBOD.NORMAL", "INTRANSIT", "The parcel has left the parcel center."),
  onItsWayToPickupPoint: say("OUTDEL.NORMAL", "INDELIVERY", "The parcel is expected to be delivered during the day."),
  readyAtPickupPoint: say(
    "DELIVD.PARCELSHOP",
    "DELIVEREDPS",
    "The parcel has been delivered at the ParcelShop (see ParcelShop information).",
  ),
  collected: say("DELIVD.DEL_BY_PSAPP", "DELIVERED", "The parcel has been delivered."),
  leftCountry: say("OUTBOD.NORMAL", "INTRANSIT", "The parcel has left the parcel center."),
  enteredCountry: handled,
  inCustoms: unknown,
  customsWantsPapers: unknown,
  clearedCustoms: unknown,
  delayed: unknown,
  movingAgain: handled,
  refused: say(null, "NOTDELIVERED"),
  goingBack: unknown,
  backAtHub: handled,
  backAtSender: unknown,
  searched: unknown,
  lost: unknown,
  damaged: unknown,
  dayChosen: say("CHANGD.PARCELBOX", null, "A parcel box was chosen."),
};
