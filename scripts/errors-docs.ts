/** Writes docs/errors.md from the catalogue: `node scripts/errors-docs.ts`. The test in src/orders/errors.test.ts compares. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { errorsPage } from "#orders/errors.ts";

writeFileSync(join(import.meta.dirname, "../docs/errors.md"), errorsPage());
