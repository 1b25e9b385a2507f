/** How much is asked for of each account, and by how much intervals stretch so that it gets no more than its carrier allows. */
import type { Carrier } from "#carriers/carrier.ts";
import type { CredentialSource } from "#carriers/runner.ts";
import { type Clock, minutes } from "#platform/clock.ts";
import type { Database } from "#platform/database.ts";
import { stretchFor, usualMs } from "./plan.ts";
import type { Route } from "./routing.ts";
import { countFollowed, type Followed } from "./store.ts";

/** Whose limits count: a connection with a credential. */
export type Account = Pick<Route, "connection" | "credential">;
export const accountName = ({ connection, credential }: Account): string => `${connection.slug} ${credential.name}`;

/** What is known of the ways in which anybody can be asked. */
export interface Ways {
  readonly database: Database;
  readonly clock: Clock;
  /** A registry code's connections, preferred first. */
  readonly connectionsFor: (code: string) => readonly Carrier[];
  readonly credentials: CredentialSource;
}

export interface Load {
  /** Counts anew when the last count is old. Never rejects: the last estimate holds. */
  look(): Promise<void>;
  /** 1 or more; 1 for an account that nobody was counted for. */
  stretch(account: Account): number;
}

const lookEveryMs = minutes(10);

export function createLoad({ database, clock, connectionsFor, credentials }: Ways): Load {
  let stretches: ReadonlyMap<string, number> = new Map();
  let lookAtMs = 0;

  /** With whose account such parcels are asked about; before the first news by the preferred connection that there is an account for. */
  async function accountOf({ carrier, route, merchantId }: Followed): Promise<Account | undefined> {
    const able = connectionsFor(carrier);
    for (const connection of able.toSorted((a, b) => Number(b.slug === route) - Number(a.slug === route))) {
      const [credential] = await credentials(connection.slug, merchantId);
      if (credential !== undefined) return { connection, credential };
    }
    return undefined;
  }

  return {
    async look() {
      if (clock.monotonicMs() < lookAtMs) return;
      lookAtMs = clock.monotonicMs() + lookEveryMs;
      const open = await database.forSystem("open parcels", countFollowed).catch(() => null);
      if (open === null) return; // too busy to count
      const counted: { account: Account; count: number; everyMs: number }[] = [];
      for (const one of open) {
        const account = await accountOf(one).catch(() => undefined);
        if (account !== undefined) counted.push({ account, count: one.n, everyMs: usualMs[one.status] });
      }
      const byAccount = Map.groupBy(counted, ({ account }) => accountName(account));
      stretches = new Map(
        [...byAccount].flatMap(([name, own]) =>
          own[0] === undefined ? [] : [[name, stretchFor(own, own[0].account.connection.limits)]],
        ),
      );
    },
    stretch: (account) => stretches.get(accountName(account)) ?? 1,
  };
}
