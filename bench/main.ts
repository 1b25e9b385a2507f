/** `npm run bench -- accept | read | page | reach | identify`: figures beside a limit or a peer of the same run. */
const benches: Readonly<Record<string, () => Promise<void>>> = {
  accept: async () => (await import("./accept.ts")).benchAccept(),
  read: async () => (await import("./read.ts")).benchRead(),
  page: async () => (await import("./page.ts")).benchPage(),
  reach: async () => (await import("./reach.ts")).benchReach(),
  identify: async () => (await import("./identify.ts")).benchIdentify(),
};
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => benches[name] === undefined);
if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(", ")}. There are: ${Object.keys(benches).join(", ")}.`);
  process.exit(2);
}
for (const name of wanted.length > 0 ? wanted : Object.keys(benches)) await benches[name]?.();
process.exit(process.exitCode ?? 0);
