/**
 * Correos: returned. `events.ts` reads those that are still under way as `devuelto` (texts.ts).
 * Source: status table of the official shop module 3.0.0 (common-repository/correos-oficial), group DEVUELTO, read August 2026. The table
 * gives groups and no texts. Codes that have been seen with a text stand in observed.ts.
 * One line per code: the carrier's code | our event | the carrier's group | a remark, where there is one.
 */
import { statusTable } from "#carriers/status-table.ts";

export const returned = statusTable(
  "codigo",
  `
17       | returned.to_sender | Devuelto
ADV0000V | returned.to_sender | Devuelto
B250000R | returned.to_sender | Devuelto
DD0R     | returned.to_sender | Devuelto
DF0R     | returned.to_sender | Devuelto
DP0R     | returned.to_sender | Devuelto
DR0R     | returned.to_sender | Devuelto
DX92002R | returned.to_sender | Devuelto
DX92007V | returned.to_sender | Devuelto
DX92132R | returned.to_sender | Devuelto
DX92151R | returned.to_sender | Devuelto
DX92153R | returned.to_sender | Devuelto
DX92156R | returned.to_sender | Devuelto
E23E220R | returned.to_sender | Devuelto
E240000R | returned.to_sender | Devuelto
H01E100R | returned.to_sender | Devuelto
H01E110R | returned.to_sender | Devuelto
H01E130R | returned.to_sender | Devuelto
H01E180R | returned.to_sender | Devuelto
H01E200R | returned.to_sender | Devuelto
H01E220R | returned.to_sender | Devuelto
H01E230R | returned.to_sender | Devuelto
H01E240R | returned.to_sender | Devuelto
H01E280R | returned.to_sender | Devuelto
H01R220R | returned.to_sender | Devuelto
H01R240R | returned.to_sender | Devuelto
I020000V | returned.to_sender | Devuelto
L01R380V | returned.to_sender | Devuelto
L020000V | returned.to_sender | Devuelto
L030000R | returned.to_sender | Devuelto
L030000V | returned.to_sender | Devuelto
L031060R | returned.to_sender | Devuelto
L031070R | returned.to_sender | Devuelto
L03D010R | returned.to_sender | Devuelto
L03D100R | returned.to_sender | Devuelto
L03D130R | returned.to_sender | Devuelto
L03D230R | returned.to_sender | Devuelto
L03D240R | returned.to_sender | Devuelto
L03D270V | returned.to_sender | Devuelto
L03D300R | returned.to_sender | Devuelto
L03D320R | returned.to_sender | Devuelto
L03D360R | returned.to_sender | Devuelto
L03D370R | returned.to_sender | Devuelto
L03DR40V | returned.to_sender | Devuelto
L03I270R | returned.to_sender | Devuelto
L060000R | returned.to_sender | Devuelto
L060100R | returned.to_sender | Devuelto
L060110R | returned.to_sender | Devuelto
L060120R | returned.to_sender | Devuelto
L060130R | returned.to_sender | Devuelto
L060140R | returned.to_sender | Devuelto
L060150R | returned.to_sender | Devuelto
L060160R | returned.to_sender | Devuelto
L060170R | returned.to_sender | Devuelto
L060180R | returned.to_sender | Devuelto
L060190R | returned.to_sender | Devuelto
L060200R | returned.to_sender | Devuelto
L060210R | returned.to_sender | Devuelto
L060220R | returned.to_sender | Devuelto
L060230R | returned.to_sender | Devuelto
L060240R | returned.to_sender | Devuelto
L060250R | returned.to_sender | Devuelto
L060260R | returned.to_sender | Devuelto
L060270R | returned.to_sender | Devuelto
L060280R | returned.to_sender | Devuelto
L060290R | returned.to_sender | Devuelto
L060990R | returned.to_sender | Devuelto
O130000V | returned.to_sender | Devuelto
X170000V | returned.to_sender | Devuelto | closes this number; the way back has one of its own
X320000V | returning.initiated | Devuelto | state 32 of Correos Express: a partner has told of a return that follows
Z06E010R | returned.to_sender | Devuelto
Z190000R | returned.to_sender | Devuelto
Z190DC0R | returned.to_sender | Devuelto
`,
);

/**
 * The module counts these as returned. Their shape is that of Correos Express's states 9 and 29 with the reason in the middle, and
 * those are failed rounds after which a parcel may still be delivered; a text that says more is believed first.
 */
export const failedRounds = statusTable(
  "codigo",
  `
X090010R | attempt_failed.unspecified | Devuelto | the module says returned; state 9 of Correos Express is a failed round
X090020R | attempt_failed.unspecified | Devuelto | the module says returned; state 9 of Correos Express is a failed round
X090070R | attempt_failed.unspecified | Devuelto | the module says returned; state 9 of Correos Express is a failed round
X090080R | attempt_failed.unspecified | Devuelto | the module says returned; state 9 of Correos Express is a failed round
X090110R | attempt_failed.unspecified | Devuelto | the module says returned; state 9 of Correos Express is a failed round
X090120R | attempt_failed.unspecified | Devuelto | the module says returned; state 9 of Correos Express is a failed round
X090140R | attempt_failed.unspecified | Devuelto | the module says returned; state 9 of Correos Express is a failed round
X090150R | attempt_failed.unspecified | Devuelto | the module says returned; state 9 of Correos Express is a failed round
X090350R | attempt_failed.unspecified | Devuelto | the module says returned; state 9 of Correos Express is a failed round
X090410R | attempt_failed.unspecified | Devuelto | the module says returned; state 9 of Correos Express is a failed round
X290010R | attempt_failed.unspecified | Devuelto | the module says returned; state 29 of Correos Express is a failed round
X290020R | attempt_failed.unspecified | Devuelto | the module says returned; state 29 of Correos Express is a failed round
X290070R | attempt_failed.unspecified | Devuelto | the module says returned; state 29 of Correos Express is a failed round
X290080R | attempt_failed.unspecified | Devuelto | the module says returned; state 29 of Correos Express is a failed round
X290110R | attempt_failed.unspecified | Devuelto | the module says returned; state 29 of Correos Express is a failed round
X290120R | attempt_failed.unspecified | Devuelto | the module says returned; state 29 of Correos Express is a failed round
X290140R | attempt_failed.unspecified | Devuelto | the module says returned; state 29 of Correos Express is a failed round
X290150R | attempt_failed.unspecified | Devuelto | the module says returned; state 29 of Correos Express is a failed round
X290350R | attempt_failed.unspecified | Devuelto | the module says returned; state 29 of Correos Express is a failed round
X290410R | attempt_failed.unspecified | Devuelto | the module says returned; state 29 of Correos Express is a failed round
`,
);
