/** What became of a message on its way out, whatever the channel. */
export type Outcome =
  | { readonly kind: "sent" }
  /** This recipient is gone for good on this channel. */
  | { readonly kind: "gone"; readonly detail: string }
  /** `temporary`: the same message may pass later. `detail` names no person. */
  | { readonly kind: "failed"; readonly temporary: boolean; readonly detail: string };
