/** The localizador of Correos, in its own shapes and words (recorded answers, groups of the official shop module). */
import { correosLetter, s10 } from "#simulator/check-digits.ts";
import type { Contract, Sayings, World } from "#simulator/contract.ts";
import { type Answer, basicOf, type Call, decoded, isSame, json } from "#simulator/http.ts";
import { numbersLike } from "#simulator/numbers.ts";
import type { Play, Scan } from "#simulator/play.ts";
import { wallTime } from "#simulator/times.ts";

export const correos: Contract = {
  carrier: "correos",
  title: "Correos",
  // Nothing is published: these are our own caution.
  limits: { windows: [{ calls: 1, seconds: 1 }], concurrent: 2, numbersPerCall: 1 },
  credential: { user: "random", password: "random" },
  numbers: numbersLike({
    form: "PQpppnnnnnnnnnnnnnnnnnc",
    check: correosLetter,
    others: (number) => /^[A-Z]{2}\d{9}ES$/.test(number) && s10(number.slice(2, 10)) === number[10],
    cities: ["madrid"],
  }),
  refusals: {
    throttled: { status: 429, body: "<html><body>Too Many Requests</body></html>", type: "text/html" },
    down: { status: 503, body: "<html><body>Service Unavailable</body></html>", type: "text/html" },
    unauthorized: envelope("", { eventos: null }, ["401", "Unauthorized"]),
  },
  omits: ["two_pieces"],
  // It never says that a number cannot be one.
  endsOtherwise: { invalid: "not_found" },
  open: (world) => ({ answer: (call) => answer(call, world) }),
};

/** HTTP 200 for everything; with a login at a path of its own, which tells more. */
function answer(call: Call, world: World): Answer {
  const [, service, id] = /^\/canonico\/(eventos_envio_servicio(?:_auth)?)\/([^/]+)$/.exec(call.path) ?? [];
  if (id === undefined || call.method !== "GET")
    return { status: 404, body: "<html><body>Not Found</body></html>", type: "text/html" };
  const isWithLogin = service === "eventos_envio_servicio_auth";
  if (isWithLogin && !isRightLogin(call, world)) return correos.refusals.unauthorized;
  const number = decoded(id).toUpperCase();
  const play = world.ask(number);
  if (play?.knowledge !== "known") return envelope(number, { eventos: null }, ["3", "Sin Trazabilidad en Minerva."]);
  return envelope(number, isWithLogin ? { eventos: eventsOf(play), ...datesOf(play) } : { eventos: eventsOf(play) });
}

function isRightLogin(call: Call, world: World): boolean {
  const { username, password } = basicOf(call);
  return isSame(username, world.credential("user")) && isSame(password, world.credential("password"));
}

function envelope(codEnvio: string, more: object, [codError, desError]: readonly [string, string] = ["0", ""]): Answer {
  const shipment = { codEnvio, numReferencia1: null, numReferencia2: "", numReferencia3: "", refCliente: null };
  const body = [{ ...shipment, codProducto: "QD", ...more, enviosAsociados: [], error: { codError, desError } }];
  // What it calls the body is not to be relied on.
  return json(200, body, "text/html");
}

function datesOf(play: Play): object {
  return {
    ...(play.promiseMs === null ? {} : { fec_calculada: `${day(play.promiseMs)} 00:00` }),
    ...(play.keepUntilMs === null ? {} : { fec_caducidad: `${day(play.keepUntilMs)} 00:00` }),
  };
}

const eventsOf = (play: Play): readonly object[] => play.scans.flatMap(eventOf);

function eventOf({ step, place, atMs }: Scan): readonly object[] {
  const words = said[step.what];
  if (words === null) return [];
  const [codEvento, fase, desTextoResumen, desTextoAmpliado] = words;
  const event = {
    fecEvento: day(atMs),
    horEvento: wallTime(atMs, "Europe/Madrid").slice(11),
    codEvento,
    fase,
    color: codEvento.slice(-1),
    desTextoResumen,
    desTextoAmpliado,
    accionWeb: null,
    paramAccionWeb: null,
    codired: "",
    unidad: step.what === "announced" ? "NO_OFI" : (place.shop?.name ?? `${place.city.toUpperCase()} UR 1`),
    localidad: step.what === "announced" ? "" : place.city.toUpperCase(),
    coordenadaX: "",
    coordenadaY: "",
  };
  return step.twice === true ? [event, event] : [event];
}

/** `24/11/2026` in Spain. */
const day = (ms: number): string => wallTime(ms, "Europe/Madrid").slice(0, 10).split("-").reverse().join("/");

type Words = readonly [code: string, phase: string, short: string, long: string];
const moving = (code: string): Words => [code, "2", "En tránsito", "El envío está en camino"];
const delivered = (long: string): Words => ["I010000V", "4", "Entregado", long];
const incident = (long: string): Words => ["M01E020R", "3", "Incidencia", long];

/** null: nothing is known that Correos says of it. */
const said: Sayings<Words | null> = {
  announced: ["A090000V", "1", "Prerregistrado", "Envío prerregistrado en el sistema"],
  accepted: ["A010000V", "2", "Admitido.", "Envío admitido en oficina"],
  departed: moving("P090000V"),
  arrived: ["P040000V", "2", "Clasificado", "Envío clasificado en centro logístico"],
  atDepot: ["G01L010V", "3", "Alta en la unidad de reparto", "Alta en la unidad de reparto responsable de la entrega"],
  outForDelivery: ["H020000V", "3", "En reparto", "En reparto para su entrega al destinatario"],
  delivered: delivered("Envío entregado al destinatario o autorizado"),
  deliveredToNeighbour: delivered("Envío entregado a un vecino"),
  leftAtSafePlace: delivered("Envío entregado"),
  putInMailbox: delivered("Envío depositado en el buzón del destinatario"),
  nobodyHome: ["H010930R", "3", "Realizado intento de entrega", "No se ha podido realizar la entrega"],
  toPickupPoint: moving("H01I360V"),
  onItsWayToPickupPoint: moving("H01I360V"),
  readyAtPickupPoint: ["H01I350V", "3", "A disposición del destinatario", "El envío está disponible en la oficina"],
  collected: ["I01H210V", "4", "Entregado", "Envío entregado en oficina"],
  leftCountry: moving("P100000V"),
  enteredCountry: moving("P101110V"),
  inCustoms: null,
  customsWantsPapers: incident("El envío está retenido en la aduana"),
  clearedCustoms: moving("P101120V"),
  delayed: incident("Incidencia en el transporte"),
  movingAgain: moving("P110000V"),
  refused: incident("Rehusado por el destinatario"),
  goingBack: ["O140000V", "3", "Devolución en curso", "El envío se devuelve al remitente"],
  backAtHub: moving("P090000V"),
  backAtSender: ["L030000V", "4", "Envío devuelto al remitente", "El remitente ha recibido el envío"],
  searched: incident("Incidencia en el transporte"),
  lost: incident("Envío extraviado"),
  damaged: incident("Envío dañado"),
  dayChosen: null,
};
