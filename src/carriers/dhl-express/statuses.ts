/** Checkpoint codes of DHL Express: the list that Unified uses for Express too, with source and date on top. */
export { express as statuses } from "#carriers/_families/dhl/express.ts";
