/**
 * Correos: announced, and not yet with Correos.
 * Source: status table of the official shop module 3.0.0 (common-repository/correos-oficial), group PRERREGISTRADO, read August 2026. The table
 * gives groups and no texts. Codes that have been seen with a text stand in observed.ts.
 * One line per code: the carrier's code | our event | the carrier's group | a remark, where there is one.
 */
import { statusTable } from "#carriers/status-table.ts";

export const preregistered = statusTable(
  "codigo",
  `
1        | info_received.label_created | Prerregistrado
A020000R | info_received.label_created | Prerregistrado
A150000R | info_received.label_created | Prerregistrado
O040000R | info_received.label_created | Prerregistrado
SR01000V | info_received.label_created | Prerregistrado
SR05000V | info_received.label_created | Prerregistrado
SR070B0R | info_received.label_created | Prerregistrado
SR070C0R | info_received.label_created | Prerregistrado
SR070D0R | info_received.label_created | Prerregistrado
SR070G0R | info_received.label_created | Prerregistrado
SR070I0R | info_received.label_created | Prerregistrado
SR070J0R | info_received.label_created | Prerregistrado
SR070S0R | info_received.label_created | Prerregistrado
SR070U0R | info_received.label_created | Prerregistrado
SR070Y0R | info_received.label_created | Prerregistrado
SR080A0R | info_received.label_created | Prerregistrado
SR080E0R | info_received.label_created | Prerregistrado
SR080F0R | info_received.label_created | Prerregistrado
SR080M0R | info_received.label_created | Prerregistrado
SR080N0R | info_received.label_created | Prerregistrado
SR080O0R | info_received.label_created | Prerregistrado
SR080R0R | info_received.label_created | Prerregistrado
SR080W0R | info_received.label_created | Prerregistrado
SR09000R | info_received.label_created | Prerregistrado
X240000V | info_received.label_created | Prerregistrado
Z010PF0R | info_received.label_created | Prerregistrado
Z130000R | info_received.label_created | Prerregistrado
`,
);
