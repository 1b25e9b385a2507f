/** Suivi v2 of La Poste on the Okapi gateway, in its own shapes and words (OpenAPI "Swagger SUIVI", labels of recorded answers). */
import { gs1, s10 } from "#simulator/check-digits.ts";
import type { Contract, Sayings, World } from "#simulator/contract.ts";
import { type Answer, type Call, decoded, isSame, json } from "#simulator/http.ts";
import { numbersLike } from "#simulator/numbers.ts";
import type { Play, Scan } from "#simulator/play.ts";
import { offsetOf, wallTime } from "#simulator/times.ts";

export const laPoste: Contract = {
  carrier: "la-poste",
  title: "La Poste, Colissimo",
  // The gateway's own figure; nothing is said of calls at once.
  limits: { windows: [{ calls: 100, seconds: 1 }], concurrent: 100, numbersPerCall: 10 },
  credential: { key: "random" },
  numbers: numbersLike({
    form: "6Apppnnnnnnnc",
    check: (body) => gs1(body.slice(2)),
    others: (number) => /^[A-Z]{2}\d{9}FR$/.test(number) && s10(number.slice(2, 10)) === number[10],
    cities: ["paris"],
  }),
  refusals: {
    throttled: gatewayError(429, "TOO_MANY_REQUESTS", "max quota reached (100 calls per 1s)"),
    down: gatewayError(500, "INTERNAL_SERVER_ERROR", "Internal server error"),
    unauthorized: gatewayError(401, "UNAUTHORIZED", "This action requires an authorization"),
  },
  // Every box has a number of its own.
  omits: ["two_pieces"],
  open: (world) => ({ answer: (call) => answer(call, world) }),
};

function answer({ method, path, headers }: Call, world: World): Answer {
  const [, ids = ""] = /^\/suivi\/v2\/idships\/([^/]+)$/.exec(path) ?? [];
  if (ids === "" || method !== "GET") return gatewayError(404, "NOT_FOUND", "No such resource");
  if (!isSame(headers["x-okapi-key"] ?? "", world.credential("key"))) return laPoste.refusals.unauthorized;
  const numbers = ids.split(",").map((id) => decoded(id).toUpperCase());
  if (numbers.length > world.limits.numbersPerCall)
    return { ...json(400, refusal(400, ids.slice(0, 64), "Trop de numéros.")), isOverLimit: true };
  const elements = numbers.map((number) => elementOf(number, world));
  const [only] = elements;
  if (elements.length === 1 && only !== undefined) return json(only.returnCode, only);
  return json(elements.every(({ returnCode }) => returnCode === 200) ? 200 : 207, elements);
}

/** Errors of the gateway have other names than those of the service behind it. */
function gatewayError(status: number, code: string, message: string): Answer {
  return json(status, { code, message });
}

type Element = Readonly<Record<string, unknown>> & { readonly returnCode: number };

function refusal(returnCode: number, idShip: string, returnMessage: string): Element {
  return { returnCode, returnMessage, lang: "fr_FR", scope: "open", idShip };
}

function elementOf(number: string, world: World): Element {
  const play = world.ask(number);
  if (play === undefined || play.knowledge === "invalid")
    return refusal(
      400,
      number,
      "Le numéro que vous avez saisi n’est pas valide. Nous vous invitons à vérifier votre saisie.",
    );
  if (play.knowledge === "unknown")
    return refusal(404, number, "Votre numéro est inconnu. Nous vous invitons à vérifier votre saisie.");
  return { returnCode: 200, lang: "fr_FR", scope: "open", shipment: shipmentOf(play) };
}

function shipmentOf(play: Play): object {
  const { number } = play.parcel;
  const last = play.scans.at(-1);
  const point = play.scans.findLast(({ step }) => step.what === "readyAtPickupPoint")?.place.shop;
  return {
    idShip: number,
    holder: 4,
    product: "colissimo",
    isFinal: play.isOver,
    ...(play.isOver && last !== undefined ? { deliveryDate: timestamp(last.atMs) } : {}),
    ...(play.promiseMs === null ? {} : { estimDate: timestamp(play.promiseMs) }),
    event: play.scans.flatMap(eventsOf).reverse(),
    contextData: {
      deliveryChoice: { deliveryChoice: 0 },
      originCountry: play.sender.country,
      arrivalCountry: play.destination.country,
      ...(point === undefined
        ? {}
        : { removalPoint: { idPoint: "000001", type: "A2P", name: point.name, isDiffPoint: false } }),
      ...(play.isGoingBack ? { isParcelBack: true } : {}),
    },
    url: `https://www.laposte.example/outils/suivre-vos-envois?code=${number}`,
  };
}

/** Everywhere the time of metropolitan France. */
const timestamp = (ms: number): string => `${wallTime(ms, "Europe/Paris")}${offsetOf(ms, "Europe/Paris")}`;

function eventsOf({ step, atMs }: Scan): readonly object[] {
  const words = said[step.what];
  if (words === null) return [];
  const [code, label] = words;
  const event = { code, label, date: timestamp(atMs) };
  return step.twice === true ? [event, event] : [event];
}

const said: Sayings<readonly [code: string, label: string] | null> = {
  announced: [
    "DR1",
    "Votre Colissimo va bientôt nous être confié ! Il est en cours de préparation chez votre expéditeur.",
  ],
  accepted: ["PC1", "Votre colis a été déposé dans un point postal."],
  departed: ["ET1", "Votre colis est en transit sur nos plateformes logistiques."],
  arrived: ["ET1", "Votre colis est en transit sur nos plateformes logistiques."],
  // The same code as on the vehicle, with another label.
  atDepot: [
    "MD2",
    "Votre colis est dans le site de livraison qui dessert votre adresse. Nous le préparons pour le mettre en livraison.",
  ],
  outForDelivery: ["MD2", "Votre colis est en cours de livraison."],
  delivered: ["DI1", "Votre colis est livré."],
  deliveredToNeighbour: ["DI1", "Votre colis a été remis à votre voisin."],
  leftAtSafePlace: ["DI1", "Votre colis est livré."],
  putInMailbox: ["DI1", "Votre colis a été livré dans votre boîte aux lettres."],
  nobodyHome: ["ND1", "Votre colis n'a pas pu être distribué : vous étiez absent."],
  toPickupPoint: ["ET1", "Votre colis est acheminé vers son point de retrait."],
  onItsWayToPickupPoint: ["ET1", "Votre colis est acheminé vers son point de retrait."],
  readyAtPickupPoint: [
    "AG1",
    "Votre colis est disponible dans votre point de retrait pendant un délai de 10 jours ouvrables.",
  ],
  collected: ["DI1", "Votre colis a été retiré."],
  leftCountry: [
    "ET2",
    "Votre colis est prêt à partir de son territoire d’expédition. Il va être remis au transporteur pour son acheminement.",
  ],
  enteredCountry: ["ET3", "Votre colis est arrivé dans le pays du destinataire."],
  inCustoms: ["DO1", "Votre colis est entré en douane."],
  customsWantsPapers: ["DO3", "Votre colis est retenu en douane."],
  clearedCustoms: ["DO2", "Votre colis est sorti de douane."],
  delayed: ["DI3", "La livraison de votre colis est retardée."],
  movingAgain: ["PB2", "Le problème est résolu, votre colis reprend son acheminement."],
  refused: ["ND1", "Votre colis n'a pas pu être distribué : il a été refusé."],
  goingBack: ["RE1", "Votre colis est retourné à l'expéditeur."],
  backAtHub: ["ET1", "Votre colis est en transit sur nos plateformes logistiques."],
  backAtSender: ["DI1", "Votre colis est livré."],
  searched: ["PB1", "Votre colis rencontre un problème, nous le recherchons."],
  lost: ["PB1", "Votre colis n'a pas été retrouvé."],
  damaged: ["PB1", "Votre colis est endommagé."],
  // Suivi v2 has no word for it.
  dayChosen: null,
};
