/** DPD's SOAP services LoginService V2.1 and ParcelLifeCycleService V2.0 (schemas of the services, one recorded answer). */
import type { Contract, Sayings, World } from "#simulator/contract.ts";
import { type Answer, type Call, escaped, isSame } from "#simulator/http.ts";
import { numbersLike } from "#simulator/numbers.ts";
import type { Play, Scan } from "#simulator/play.ts";
import { wallTime } from "#simulator/times.ts";

/** DPD allows few logins a day; ten is what its customers are told. */
const loginsPerDay = 10;

export const dpd: Contract = {
  carrier: "dpd",
  title: "DPD",
  // DPD states no rate of calls: these are our own caution.
  limits: { windows: [{ calls: 1, seconds: 1 }], concurrent: 1, numbersPerCall: 1 },
  credential: { delis_id: "random", password: "random", region: "nl" },
  numbers: numbersLike({ form: "0998pppnnnnnnn", cities: ["amsterdam", "brussels"] }),
  isUncounted: (path) => path.startsWith("/LoginService/"),
  refusals: {
    throttled: page(429, "Too Many Requests"),
    down: page(503, "Service Unavailable"),
    unauthorized: loginFault("DELICOM_ERR_AUTHENTICATION", "Authentication failure, check delisId and password."),
  },
  // A return has no status of its own in the answers that are known.
  omits: ["returned"],
  // What goes wrong between depots has none either, and an unknown number is all that a fault tells.
  endsOtherwise: { lost: "in_transit", damaged: "in_transit", invalid: "not_found" },
  open: (world) => {
    const logins: number[] = [];
    return {
      answer: (call) => (call.path === "/LoginService/V2_1" ? answerLogin(call, world, logins) : answer(call, world)),
    };
  },
};

/** The text of an element, whatever its prefix. */
const textOf = ({ body }: Call, name: string): string =>
  new RegExp(`<(?:\\w{1,20}:)?${name}>([^<]{0,200})<`).exec(body)?.[1] ?? "";

function answerLogin(call: Call, world: World, logins: number[]): Answer {
  const today = logins.filter((atMs) => atMs > world.nowMs() - 86_400_000);
  if (today.length >= loginsPerDay) return loginFault("LOGIN_6", "The number of logins of this day is used up.");
  logins.push(world.nowMs());
  const isKnown =
    isSame(textOf(call, "delisId"), world.credential("delis_id")) &&
    isSame(textOf(call, "password"), world.credential("password"));
  if (call.method !== "POST" || !isKnown) return dpd.refusals.unauthorized;
  const { token, seconds } = world.issueToken(86_400);
  const expires = wallTime(world.nowMs() + seconds * 1_000, "Europe/Brussels");
  return envelope(
    200,
    `<getAuthResponse xmlns="http://dpd.com/common/service/types/LoginService/2.1"><return><delisId>${escaped(textOf(call, "delisId"))}</delisId><customerUid>simulated</customerUid><authToken>${token}</authToken><depot>0530</depot><authTokenExpires>${expires}.00</authTokenExpires></return></getAuthResponse>`,
  );
}

function answer(call: Call, world: World): Answer {
  if (call.path !== "/ParcelLifeCycleService/V2_0" || call.method !== "POST") return page(404, "Not Found");
  const state = world.tokenState(textOf(call, "authToken"));
  if (state !== "good" || !isSame(textOf(call, "delisId"), world.credential("delis_id")))
    return loginFault("LOGIN_5", "The authtoken is invalid");
  const play = world.ask(textOf(call, "parcelLabelNumber"));
  if (play?.knowledge !== "known")
    return fault(
      '<ns:faults xmlns:ns="http://dpd.com/common/service/types/ParcelLifeCycleService/2.0"><faultCode>PLC</faultCode><message>The parcel label number could not be found.</message></ns:faults>',
    );
  return envelope(
    200,
    `<getTrackingDataResponse xmlns="http://dpd.com/common/service/types/ParcelLifeCycleService/2.0"><trackingresult>${shipmentInfo}${entriesOf(play)}</trackingresult></getTrackingDataResponse>`,
  );
}

const line = (name: string, content: string): string =>
  `<${name}><content>${escaped(content)}</content><bold>false</bold><paragraph>false</paragraph></${name}>`;
const item = (name: string, content: string): string => `<${name}>${line("content", content)}</${name}>`;

const shipmentInfo = `<shipmentInfo><serviceDescription>${line("label", "Your DPD service:")}${line("content", "DPD CLASSIC")}</serviceDescription><status>SHIPMENT</status>${line("label", "Shipment information")}${item("description", "Details of your shipment")}<statusHasBeenReached>false</statusHasBeenReached><isCurrentStatus>false</isCurrentStatus><showContactInfo>false</showContactInfo></shipmentInfo>`;

/** Oldest first; the delivery is in the list before it is reached. Two boxes have two numbers here: this is the first. */
function entriesOf(play: Play): string {
  const scans = play.scans.filter(({ step }) => step.piece !== 1 && said[step.what] !== null);
  const entries = scans.flatMap((scan, at) => {
    const entry = entryOf(scan, at === scans.length - 1);
    return scan.step.twice === true ? [entry, entry] : [entry];
  });
  return [...entries, ...(play.isOver ? [] : [ahead])].join("");
}

function entryOf({ step, atMs, place }: Scan, isCurrent: boolean): string {
  const [status, label, text] = said[step.what] ?? ["", "", ""];
  return `<statusInfo><status>${status}</status>${line("label", label)}${item("description", text)}<statusHasBeenReached>true</statusHasBeenReached><isCurrentStatus>${isCurrent}</isCurrentStatus><showContactInfo>true</showContactInfo>${line("location", `${place.city} (${place.country})`)}${line("date", twelveHours(wallTime(atMs, place.zone)))}</statusInfo>`;
}

/** `2026-11-24T14:05:09` → `11/24/2026 2:05:09 PM`. */
function twelveHours(wall: string): string {
  const [year, month, day, hour = 0, minute, second] = wall.split(/[-T:]/).map(Number);
  const two = (value = 0): string => String(value).padStart(2, "0");
  return `${month}/${day}/${year} ${hour % 12 || 12}:${two(minute)}:${two(second)} ${hour < 12 ? "AM" : "PM"}`;
}

function envelope(status: number, body: string): Answer {
  const text = `<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>${body}</soap:Body></soap:Envelope>`;
  return { status, body: text, type: "text/xml; charset=utf-8" };
}

function fault(detail: string): Answer {
  return envelope(
    500,
    `<soap:Fault><faultcode>soap:Server</faultcode><faultstring>Fault occured</faultstring><detail>${detail}</detail></soap:Fault>`,
  );
}

function loginFault(code: string, message: string): Answer {
  return fault(
    `<ns:authenticationFault xmlns:ns="http://dpd.com/common/service/types/Authentication/2.0"><errorCode>${code}</errorCode><errorMessage>${message}</errorMessage></ns:authenticationFault>`,
  );
}

/** The gateway before the services. */
function page(status: number, title: string): Answer {
  return {
    status,
    body: `<html><head><title>${status} ${title}</title></head><body></body></html>`,
    type: "text/html",
  };
}

type Said = readonly [status: string, label: string, text: string];
const between: Said = ["BetweenDepots", "In transit", "The parcel is at the parcel dispatch centre."];
const depot: Said = ["Depot", "Parcel out for delivery", "At parcel delivery centre."];
const onTour: Said = [
  "Courier",
  "Parcel out for delivery",
  "The parcel has left the parcel delivery centre and is on its way to the consignee.",
];
const delivered: Said = ["Delivered", "Parcel delivered", "Your parcel has been delivered successfully."];
const failed: Said = [
  "DeliveryFailure",
  "Parcel out for delivery",
  "Unfortunately we have not been able to deliver your parcel.",
];
const ahead = `<statusInfo><status>${delivered[0]}</status>${line("label", delivered[1])}${item("description", delivered[2])}<statusHasBeenReached>false</statusHasBeenReached><isCurrentStatus>false</isCurrentStatus><showContactInfo>true</showContactInfo></statusInfo>`;

/** null: the list of statuses does not tell it. */
const said: Sayings<Said | null> = {
  announced: null,
  accepted: ["PickedUp", "Parcel handed to DPD", "DPD has received your parcel."],
  departed: between,
  arrived: between,
  atDepot: depot,
  outForDelivery: onTour,
  delivered,
  deliveredToNeighbour: delivered,
  leftAtSafePlace: delivered,
  putInMailbox: delivered,
  nobodyHome: failed,
  toPickupPoint: onTour,
  onItsWayToPickupPoint: onTour,
  readyAtPickupPoint: ["ParcelShop", "Parcel out for delivery", "Delivered by driver to Pickup parcelshop"],
  collected: delivered,
  leftCountry: between,
  enteredCountry: between,
  inCustoms: null,
  customsWantsPapers: null,
  clearedCustoms: null,
  delayed: null,
  movingAgain: between,
  refused: failed,
  goingBack: null,
  backAtHub: between,
  backAtSender: null,
  searched: null,
  lost: null,
  damaged: null,
  dayChosen: null,
};
