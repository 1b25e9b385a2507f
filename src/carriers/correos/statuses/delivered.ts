/**
 * Correos: delivered.
 * Source: status table of the official shop module 3.0.0 (common-repository/correos-oficial), group ENTREGADO, read August 2026. The table
 * gives groups and no texts. Codes that have been seen with a text stand in observed.ts.
 * One line per code: the carrier's code | our event | the carrier's group | a remark, where there is one.
 */
import { statusTable } from "#carriers/status-table.ts";

export const delivered = statusTable(
  "codigo",
  `
12       | delivered.unspecified | Entregado
A170000V | delivered.unspecified | Entregado
E010670V | delivered.unspecified | Entregado
H010710V | delivered.unspecified | Entregado
H300030V | delivered.unspecified | Entregado
H300040V | delivered.unspecified | Entregado
H300050V | delivered.unspecified | Entregado
H300070V | delivered.unspecified | Entregado
I010110V | delivered.unspecified | Entregado
I010120V | delivered.unspecified | Entregado
I010130V | delivered.unspecified | Entregado
I010400V | delivered.unspecified | Entregado
I0104E0V | delivered.unspecified | Entregado
I011010V | delivered.unspecified | Entregado
I011020V | delivered.unspecified | Entregado
I011030V | delivered.unspecified | Entregado
I01E030V | delivered.unspecified | Entregado
I01E070V | delivered.unspecified | Entregado
I01E090V | delivered.unspecified | Entregado
I01E410V | delivered.unspecified | Entregado
I01H010V | delivered.unspecified | Entregado
I01H030V | delivered.unspecified | Entregado
I01H040V | delivered.unspecified | Entregado
I01H050V | delivered.unspecified | Entregado
I01H060V | delivered.unspecified | Entregado
I01H220V | delivered.collected   | Entregado | inferred: H21 to H23 and IPUDO are collections
I01H230V | delivered.collected   | Entregado | inferred: H21 to H23 and IPUDO are collections
I240300V | delivered.unspecified | Entregado
IPUDO02V | delivered.collected   | Entregado | inferred: H21 to H23 and IPUDO are collections
R010750V | delivered.unspecified | Entregado
X090030R | delivered.unspecified | Entregado | state 9 of Correos Express is a failed round; the module says delivered
X290030R | delivered.unspecified | Entregado | state 9 of Correos Express is a failed round; the module says delivered
X340000V | delivered.unspecified | Entregado
X350000V | delivered.unspecified | Entregado | state 35 of Correos Express: at an agreed point
`,
);
