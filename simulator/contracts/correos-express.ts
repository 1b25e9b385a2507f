/** seguimientoEnvio of Correos Express, in its own shapes and words (the carrier's list of states, fields that clients read). */
import type { Contract, Sayings, World } from "#simulator/contract.ts";
import { type Answer, basicOf, type Call, isSame, json, parsed } from "#simulator/http.ts";
import { numbersLike } from "#simulator/numbers.ts";
import type { Play, Scan } from "#simulator/play.ts";
import { compact } from "#simulator/times.ts";

export const correosExpress: Contract = {
  carrier: "correos-express",
  title: "Correos Express",
  // Nothing is published: these are our own caution.
  limits: { windows: [{ calls: 1, seconds: 1 }], concurrent: 2, numbersPerCall: 1 },
  credential: { user: "random", password: "random", client_code: "random" },
  numbers: numbersLike({ form: "323pppnnnnnnnnnn", others: (number) => /^\d{16}$/.test(number), cities: ["madrid"] }),
  refusals: {
    throttled: { status: 429, body: "Too Many Requests", type: "text/plain" },
    down: { status: 503, body: "Service Unavailable", type: "text/plain" },
    unauthorized: { status: 401, body: "Unauthorized", type: "text/plain" },
  },
  omits: ["two_pieces"],
  // How it says that a number cannot be one is not known.
  endsOtherwise: { invalid: "not_found" },
  open: (world) => ({ answer: (call) => answer(call, world) }),
};

function answer(call: Call, world: World): Answer {
  if (call.path !== "/wspsc/apiRestSeguimientoEnviosk8s/json/seguimientoEnvio" || call.method !== "POST")
    return { status: 404, body: "Not Found", type: "text/plain" };
  const { username, password } = basicOf(call);
  const { codigoCliente, dato } = parsed(call.body);
  if (!isSame(username, world.credential("user")) || !isSame(password, world.credential("password")))
    return correosExpress.refusals.unauthorized;
  if (!isSame(String(codigoCliente), world.credential("client_code")))
    return json(200, { error: 2, mensajeError: "Usuario sin permiso para el cliente", resultado: "KO" });
  const play = world.ask(String(dato));
  if (play?.knowledge !== "known")
    return json(200, {
      error: 1,
      mensajeError: "No existe el envío",
      resultado: "KO",
      numEnvio: null,
      estadoEnvios: [],
    });
  return json(200, shipmentOf(play));
}

function shipmentOf(play: Play): object {
  const last = play.scans.findLast(({ step }) => said[step.what] !== null);
  return {
    error: 0,
    mensajeError: null,
    resultado: "OK",
    numEnvio: play.parcel.number,
    ref: "",
    nomDest: "",
    pobDest: play.destination.city,
    numBultos: "1",
    kilos: "1.2",
    ...(last === undefined ? {} : stateOf(last)),
    estadoEnvios: play.scans.flatMap(statesOf),
  };
}

function stateOf({ step, atMs }: Scan): object {
  const [codEstado, descEstado, codIncEstado = null, descIncEstado = null] = said[step.what] ?? [];
  const { date, time } = compact(atMs, "Europe/Madrid");
  // Day, month, year, without anything between them.
  const fechaEstado = `${date.slice(6)}${date.slice(4, 6)}${date.slice(0, 4)}`;
  return { codEstado, descEstado, fechaEstado, horaEstado: time, codIncEstado, descIncEstado };
}

function statesOf(scan: Scan): readonly object[] {
  const { step, place } = scan;
  if (said[step.what] === null) return [];
  const office = { idDelegacion: place.postalCode.slice(0, 2), nombreDelegacion: place.city.toUpperCase() };
  const state = { ...stateOf(scan), ...office };
  return step.twice === true ? [state, state] : [state];
}

/** null: it has no state for it. */
const said: Sayings<readonly [code: string, name: string, incident?: string, words?: string] | null> = {
  announced: ["1", "SIN RECEPCION"],
  accepted: ["2", "EN ARRASTRE"],
  departed: ["4", "TRANSITO"],
  arrived: ["4", "TRANSITO"],
  atDepot: ["6", "DELEGACION DESTINO"],
  outForDelivery: ["8", "EN REPARTO"],
  delivered: ["12", "ENTREGADO"],
  deliveredToNeighbour: ["12", "ENTREGADO"],
  leftAtSafePlace: ["12", "ENTREGADO"],
  putInMailbox: ["12", "ENTREGADO"],
  nobodyHome: ["9", "REPARTO FALLIDO", "03", "DESTINATARIO AUSENTE"],
  toPickupPoint: ["38", "DEPOSITADO PUNTO CONVENIENCIA"],
  onItsWayToPickupPoint: ["38", "DEPOSITADO PUNTO CONVENIENCIA"],
  readyAtPickupPoint: ["39", "DISPONIBLE PUNTO CONVENIENCIA"],
  collected: ["12", "ENTREGADO"],
  leftCountry: ["18", "TRANSFERIDO PROVEEDOR"],
  enteredCountry: ["20", "PROVEEDOR/TRANSITO"],
  inCustoms: ["33", "PROVEEDOR/CESION ALM. ADUANA"],
  customsWantsPapers: ["22", "PROVEEDOR/ESTACIONADO"],
  clearedCustoms: ["30", "PROVEEDOR/NUEVO REPARTO"],
  delayed: ["5", "MAL TRANSITADO"],
  movingAgain: ["4", "TRANSITO"],
  refused: ["10", "ALMACEN ESTACIONADO", "07", "REHUSADO POR EL DESTINATARIO"],
  goingBack: ["32", "PROVEEDOR/INFORMADA DEVOLUCION"],
  backAtHub: ["4", "TRANSITO"],
  backAtSender: ["17", "DEVUELTO"],
  searched: ["10", "ALMACEN ESTACIONADO"],
  lost: ["13", "NO LOCALIZADO"],
  damaged: ["10", "ALMACEN ESTACIONADO", "09", "MERCANCIA DAÑADA"],
  dayChosen: null,
};
