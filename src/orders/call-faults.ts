/** Calls that were not taken, told to whoever keeps a merchant's integration report. Telling costs the call nothing and never fails it. */

export type CallFault = "json_broken" | "call_refused" | "key_reused" | "no_key";

export interface CallFaults {
  /** @param route the pattern, without ids @param sentence our own answer's; null: it was taken all the same */
  note(
    caller: { readonly merchantId: string; readonly mode: "live" | "test" },
    fault: {
      readonly code: CallFault;
      readonly route: string;
      readonly sentence: string | null;
      readonly correlationId: string;
    },
  ): void;
}

export const noCallFaults: CallFaults = { note: () => {} };
