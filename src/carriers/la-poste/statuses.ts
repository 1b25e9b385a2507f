/**
 * La Poste group: event codes of Suivi v2, and the codes of the older consumer page.
 * Source: OpenAPI "Swagger SUIVI" (Suivi-1.0.0), list of event codes with their short labels, read August 2026.
 * A label decides only where its code leaves something open: the list of phrases for that code is asked before the code itself.
 * One line per code: the carrier's code | our event | the carrier's words | a remark, where there is one.
 */
import type { StatusLine } from "#carriers/carrier.ts";
import { statusTable } from "#carriers/status-table.ts";

/** List `event`: Suivi v2. */
const events = statusTable(
  "event",
  `
DR1 | info_received.label_created                | Déclaratif réceptionné
DR2 | exception.unspecified                      | Problème lors de la préparation            | inferred: at the sender, the parcel has not left the sender
PC1 | in_transit.accepted                        | Pris en charge
PC2 | in_transit.accepted                        | Pris en charge dans le pays d'expédition
ET1 | in_transit.moving                          | En cours de traitement | clients read it as out for delivery: wrong
ET2 | in_transit.moving                          | En cours de traitement dans le pays d'expédition
ET3 | in_transit.arrived_in_destination_country  | En cours de traitement dans le pays de destination
ET3 + again | in_transit.moving                  | En cours de traitement dans le pays de destination | a later one of the same parcel
ET4 | in_transit.moving                          | En cours de traitement dans un pays de transit
EP1 | in_transit.arrived_at_delivery_depot       | En attente de présentation
DO1 | in_transit.customs_clearance               | Entrée en Douane
DO2 | in_transit.customs_released                | Sortie de Douane
DO3 | exception.customs_hold                     | Retenu en Douane
ID0 | in_transit.information                     | Informations douane
PB1 | exception.unspecified                      | Problème en cours
PB2 | in_transit.problem_resolved                | Problème résolu
DI3 | exception.delayed                          | Retardé
MD1 | out_for_delivery.on_vehicle                | Out for delivery | from client code, seen on Chronopost
MD2 | out_for_delivery.on_vehicle                | Mis en distribution
AG1 | available_for_pickup.at_pickup_point       | En attente d'être retiré au guichet
AG1 + CIT | available_for_pickup.at_locker    | En attente d'être retiré au guichet | inferred: the removalPoint is of type CIT
ND1 | exception.undeliverable                    | Non distribuable
RE1 | returning.initiated                        | Retourné à l'expéditeur | what follows is on the way back
DI0 | delivered.unspecified                      | Distribué en lot
DI1 | delivered.unspecified                      | Distribué
DI2 | returned.to_sender                         | Distribué à l'expéditeur
`,
);

/** What labels say beyond a code, in French: we ask in French, and only those labels are known. */
const labels: readonly StatusLine[] = [
  ...statusTable(
    "ET2 phrases",
    `
*prêt à partir* | in_transit.departed_origin_country | Votre colis est prêt à partir de son territoire d’expédition.
*quitté*        | in_transit.departed_origin_country | | inferred
`,
  ),
  ...statusTable(
    "PB1 phrases",
    `
*absent*      | attempt_failed.nobody_home  | | inferred
*absente*     | attempt_failed.nobody_home  | | inferred
*absence*     | attempt_failed.nobody_home  | | inferred
*adresse*     | exception.address_incorrect | | inferred
*endommagé*   | exception.damaged           | | inferred
`,
  ),
  ...statusTable(
    "MD2 phrases",
    `
*préparons*         | in_transit.arrived_at_delivery_depot | Nous le préparons pour le mettre en livraison. | not on the round yet
*site de livraison* | in_transit.arrived_at_delivery_depot | Votre colis est dans le site de livraison qui dessert votre adresse. | the usual label of MD2
`,
  ),
  ...statusTable(
    "AG1 phrases",
    `
*consigne* | available_for_pickup.at_locker | | inferred
*locker*   | available_for_pickup.at_locker | | inferred
`,
  ),
  ...statusTable(
    "ND1 phrases",
    `
*absent*  | attempt_failed.nobody_home | | inferred
*absente* | attempt_failed.nobody_home | | inferred
*absence* | attempt_failed.nobody_home | | inferred
`,
  ),
  ...statusTable(
    "DI1 phrases",
    `
*boîte*   | delivered.mailbox           | | inferred: the letterbox
*voisin*  | delivered.to_neighbour      | | inferred
*voisine* | delivered.to_neighbour      | | inferred
*gardien* | delivered.to_representative | | inferred: the caretaker
*retiré*  | delivered.collected         | Votre colis a été retiré | stands in the time line of a recorded answer
`,
  ),
];

/** List `group`: Colissimo's codes in `event[].group` of the consumer page. */
const groups = statusTable(
  "group",
  `
EXPANN    | in_transit.moving    | | from client code; the letters suggest an announcement
EDRDEP    | in_transit.moving    | | from client code
EDRINT    | in_transit.moving    | | from client code
ACHNAT    | in_transit.moving    | | from client code
ACHORI    | in_transit.moving    | | from client code
ACHERI    | in_transit.moving    | | from client code
ACHDOU    | in_transit.moving    | | from client code
DISINTAS  | in_transit.moving    | | from client code
DISARR    | in_transit.moving    | | from client code
DISTOU    | in_transit.moving    | | from client code
DISIRST   | in_transit.moving    | | from client code
AARIDOU   | in_transit.moving    | | from client code
AARENDDOU | in_transit.moving    | | from client code
AARIREF   | in_transit.moving    | | from client code
ACHIECA   | exception.unspecified | | from client code
AARAREF   | exception.unspecified | | from client code
AARABECH  | exception.unspecified | | from client code
DISIECHEC | exception.unspecified | | from client code
DESLIVD   | delivered.unspecified | | from client code
DESOBS    | delivered.unspecified | | from client code
`,
);

/** List `status`: `event[].status` of the consumer page in 2019. */
const olderStatuses = statusTable(
  "status",
  `
PCHMQT | info_received.label_created          | Votre Colissimo va bientôt nous être confié !
PCHTRI | in_transit.moving                    | Votre colis est en transit sur nos plateformes logistiques
PRELIV | in_transit.arrived_at_delivery_depot | Votre colis est dans le site de livraison qui dessert votre adresse.
AARBPR | available_for_pickup.at_pickup_point | Votre colis est disponible dans votre point de retrait
LIVCFM | delivered.unspecified                | Votre colis est livré.
`,
);

export const statuses: readonly StatusLine[] = [...events, ...labels, ...groups, ...olderStatuses];
