/** The JSON behind DPD's public tracking page, as clients and their mock bodies show it; nobody has promised it. */
import type { Contract, Sayings, World } from "#simulator/contract.ts";
import { type Answer, type Call, decoded, json } from "#simulator/http.ts";
import { numbersLike } from "#simulator/numbers.ts";
import type { Play, Scan } from "#simulator/play.ts";
import { wallTime } from "#simulator/times.ts";

export const dpdGroup: Contract = {
  carrier: "dpd-group",
  title: "DPD (public page)",
  // Nobody names a limit: these are our own caution.
  limits: {
    windows: [
      { calls: 1, seconds: 5 },
      { calls: 500, seconds: 86_400 },
    ],
    concurrent: 1,
    numbersPerCall: 1,
  },
  credential: {},
  numbers: numbersLike({ form: "0998pppnnnnnnn", cities: ["berlin", "munich", "amsterdam"] }),
  refusals: {
    throttled: json(429, { message: "Too many requests" }),
    down: page(503, "Service Unavailable"),
    unauthorized: page(401, "Unauthorized"),
  },
  // A number that cannot be is answered like one that is not there; a search has no code that is known.
  endsOtherwise: { invalid: "not_found", lost: "in_transit" },
  open: (world) => ({ answer: (call) => answer(call, world) }),
};

function answer({ method, path }: Call, world: World): Answer {
  const number = decoded(/^\/rest\/plc\/[a-z]{2}_[A-Z]{2}\/([^/]+)$/.exec(path)?.[1] ?? "");
  if (number === "" || method !== "GET") return page(404, "Not Found");
  const play = world.ask(number);
  const parcelLifeCycleData = play?.knowledge === "known" ? lifeCycleOf(play) : null;
  return json(200, { parcellifecycleResponse: { parcelLifeCycleData } });
}

function page(status: number, title: string): Answer {
  return { status, body: `<html><head><title>${title}</title></head><body></body></html>`, type: "text/html" };
}

function lifeCycleOf(play: Play): object {
  // Two boxes have two numbers here: this is the first.
  const scans = play.scans.filter(({ step }) => step.piece !== 1 && step.what !== "announced");
  const reached = Math.max(0, ...scans.map(({ step }) => said[step.what].step));
  return {
    shipmentInfo: { parcelLabelNumber: play.parcel.number, productName: "DPD CLASSIC", additionalProperties: [] },
    statusInfo: steps.map(([status, label], at) => ({
      status,
      label,
      description: { content: at < reached ? [label] : [] },
      statusHasBeenReached: at < reached,
      isCurrentStatus: at === reached - 1,
      normalItems: [],
      importantItems: [],
      errorItems: [],
    })),
    contactInfo: [],
    scanInfo: { scan: scans.flatMap(scansOf) },
  };
}

const steps = [
  ["ACCEPTED", "Parcel handed to DPD"],
  ["ON_THE_ROAD", "In transit"],
  ["AT_DELIVERY_DEPOT", "At parcel delivery centre"],
  ["OUT_FOR_DELIVERY", "Parcel out for delivery"],
  ["DELIVERED", "Parcel delivered"],
] as const;

/** Codes without leading zero, local times. */
function scansOf({ step, atMs, place }: Scan): readonly object[] {
  const { code, more, text } = said[step.what];
  const scan = {
    date: wallTime(atMs, place.zone),
    scanData: {
      scanType: { code, name: `SC_${code}` },
      location: `${place.city} (${place.country})`,
      country: place.country,
      additionalCodes: { additionalCode: more === undefined ? [] : [{ code: more }] },
      serviceElements: [],
    },
    scanDescription: { content: [text] },
    links:
      place.shop === undefined
        ? []
        : [{ target: "PARCELSHOP_DETAIL", url: "https://tracking.dpd.example/rest/ps/en_US/P12345" }],
  };
  return step.twice === true ? [scan, scan] : [scan];
}

interface Said {
  readonly code: string;
  readonly text: string;
  /** How many of the five steps are reached. */
  readonly step: number;
  readonly more?: string;
}

const say = (code: string, step: number, text: string, more?: string): Said =>
  more === undefined ? { code, step, text } : { code, step, text, more };
const hub = say("10", 2, "In transit.");
const delivered = say("13", 5, "The parcel has been delivered.", "068");
const further = say("18", 2, "Additional information.");

const said: Sayings<Said> = {
  announced: say("18", 0, ""),
  accepted: say("5", 1, "DPD has received your parcel."),
  departed: say("1", 2, "In transit."),
  arrived: hub,
  atDepot: say("2", 3, "At parcel delivery centre."),
  outForDelivery: say("3", 4, "The parcel is out for delivery."),
  delivered,
  deliveredToNeighbour: delivered,
  leftAtSafePlace: delivered,
  putInMailbox: delivered,
  nobodyHome: say("14", 4, "Delivery was not successful.", "011"),
  toPickupPoint: say("14", 4, "The parcel is redirected to a parcel shop.", "091"),
  onItsWayToPickupPoint: say("3", 4, "The parcel is out for delivery."),
  readyAtPickupPoint: say("23", 4, "The parcel was handed to the pickup shop."),
  collected: say("13", 5, "The parcel has been collected.", "DODEY"),
  leftCountry: say("17", 2, "Export."),
  enteredCountry: hub,
  inCustoms: say("12", 2, "Customs clearance."),
  customsWantsPapers: say("12", 2, "Customs clearance."),
  clearedCustoms: hub,
  delayed: say("9", 2, "Inbound exception."),
  movingAgain: hub,
  refused: say("14", 4, "Delivery was not successful."),
  goingBack: say("6", 2, "System return."),
  backAtHub: hub,
  backAtSender: say("13", 5, "The parcel has been delivered."),
  searched: further,
  lost: further,
  damaged: say("9", 2, "Inbound exception."),
  dayChosen: further,
};
