/**
 * Correos: cancelled.
 * Source: status table of the official shop module 3.0.0 (common-repository/correos-oficial), group ANULADO, read August 2026. The table
 * gives groups and no texts. Codes that have been seen with a text stand in observed.ts.
 * One line per code: the carrier's code | our event | the carrier's group | a remark, where there is one.
 */
import { statusTable } from "#carriers/status-table.ts";

export const cancelled = statusTable(
  "codigo",
  `
13       | exception.cancelled | Anulado
14       | exception.cancelled | Anulado
15       | exception.cancelled | Anulado
16       | exception.cancelled | Anulado
19       | exception.cancelled | Anulado
31       | exception.cancelled | Anulado
A040000R | exception.cancelled | Anulado
A060000R | exception.cancelled | Anulado
E070000R | exception.cancelled | Anulado
E130000R | exception.cancelled | Anulado
E140000R | exception.cancelled | Anulado
E150000R | exception.cancelled | Anulado
E230000R | exception.cancelled | Anulado
E23E500R | exception.cancelled | Anulado
E310000R | exception.cancelled | Anulado
H01I270R | exception.cancelled | Anulado
H01K100V | exception.cancelled | Anulado
H01K110V | exception.cancelled | Anulado
H01K130V | exception.cancelled | Anulado
H01K180V | exception.cancelled | Anulado
H01K200V | exception.cancelled | Anulado
H01K220V | exception.cancelled | Anulado
H01K230V | exception.cancelled | Anulado
H01K240V | exception.cancelled | Anulado
H01K280V | exception.cancelled | Anulado
L010000R | exception.cancelled | Anulado
L040000R | exception.cancelled | Anulado
L04G000V | exception.cancelled | Anulado
O020BS0R | exception.cancelled | Anulado
O080000V | exception.cancelled | Anulado
VA06GO0R | exception.cancelled | Anulado
VA06GO0V | exception.cancelled | Anulado
X160000V | exception.disposed  | Anulado | state 16 of Correos Express is "Destruido"
X190000V | exception.cancelled | Anulado
`,
);
