/**
 * Works beside the pages: keeps what may be kept for when there is no network, and shows what is pushed (decision 0012). Kept is only
 * what the server marks as holding nothing but what everybody with the link may see (B-05). `posthorn` is put before this file.
 */
const [pages, files] = ["posthorn-pages", "posthorn-files"];
const [pagesMax, filesMax, keptMaxMs, patienceMs] = [30, 20, 30 * 86_400_000, 3_000];
const mark = "x-posthorn-offline";

addEventListener("install", (event) => {
  skipWaiting();
  event.waitUntil(
    caches.open(files).then((cache) => cache.addAll([...posthorn.files, posthorn.offline, posthorn.notSent])),
  );
});
addEventListener("activate", (event) => event.waitUntil(Promise.all([clients.claim(), prune()])));

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin) return;
  if (request.method === "POST") {
    if (request.mode === "navigate") event.respondWith(send(request, pathname));
  } else if (request.method !== "GET") return;
  else if (request.mode === "navigate") event.respondWith(show(event));
  else if (request.headers.get("accept") === "text/html") event.respondWith(look(event));
  else if (/^\/(app|brand)\//.test(pathname)) event.respondWith(unchanging(request));
});

/** A form. What did not arrive is never shown as if it had; nothing is sent later behind the person's back. */
async function send(request, pathname) {
  if (pathname === "/account/sign-out") await caches.delete(pages);
  try {
    return await fetch(request);
  } catch {
    return (await caches.match(posthorn.notSent)) ?? Response.error();
  }
}

/** The network's page, or after three seconds the kept one, which says its age. */
async function show(event) {
  const { url } = event.request;
  const old = await kept(url);
  const network = look(event);
  event.waitUntil(network.catch(() => {}));
  try {
    const answer = await (old === null ? network : Promise.race([network, late()]));
    return old !== null && answer.status >= 500 ? old : answer;
  } catch {
    return old ?? (await caches.match(posthorn.offline)) ?? Response.error();
  }
}

const late = () => new Promise((_, fail) => setTimeout(fail, patienceMs));

async function look(event) {
  const answer = await fetch(event.request);
  event.waitUntil(keep(event.request.url, answer.clone()).catch(() => {}));
  return answer;
}

async function keep(url, answer) {
  const cache = await caches.open(pages);
  const key = keyOf(url);
  if (answer.type === "opaqueredirect" || [401, 403, 404, 410].includes(answer.status)) {
    await cache.delete(key);
    // The list leads to signing in: the session is over, perhaps ended from elsewhere because this device was lost.
    const isOver = ["/deliveries", "/account"].includes(new URL(url).pathname);
    if (isOver && (await cache.match("/deliveries")) !== undefined) await caches.delete(pages);
    return;
  }
  const may = answer.headers.get(mark);
  if (!answer.ok || may === null) return;
  if (may === "ask") {
    const before = await cache.match(key);
    if (before !== undefined && Date.now() - keptAt(before) < 60_000) return;
    // Shown was more than may be kept. The same without what is only for the person who is signed in:
    const less = await fetch(url, { headers: { accept: "text/html", [mark]: "keep" }, redirect: "error" });
    if (less.headers.get(mark) !== "ask") await keep(url, less);
    return;
  }
  const headers = new Headers(answer.headers);
  for (const name of ["content-encoding", "content-length", mark]) headers.delete(name);
  headers.set("x-posthorn-kept", String(Date.now()));
  await cache.put(key, new Response(await answer.text(), { headers }));
  await prune();
}

/** Addresses of one page in one language: a choice of language is part of it, what follows "#" is not. */
const keyOf = (url) => {
  const { pathname, search } = new URL(url);
  return pathname + search;
};
const keptAt = (answer) => Number(answer.headers.get("x-posthorn-kept"));

/** The page as it was, with the moment of its keeping: its script says how long ago that is. */
async function kept(url) {
  const cache = await caches.open(pages);
  const { pathname, search } = new URL(url);
  const found =
    (await cache.match(keyOf(url))) ?? (/^\?lang=[\w-]+$/.test(search) ? await cache.match(pathname) : undefined);
  if (found === undefined || Date.now() - keptAt(found) > keptMaxMs) return null;
  const text = await found.text();
  return new Response(text.replace("<html ", `<html data-kept="${keptAt(found)}" `), { headers: found.headers });
}

/** At most thirty pages, none older than thirty days; the oldest go first. One that is just being written cannot be read yet. */
async function prune() {
  const cache = await caches.open(pages);
  const all = await Promise.all(
    (await cache.keys()).map(async (key) => {
      const answer = await cache.match(key);
      return { key, at: answer === undefined ? Date.now() : keptAt(answer) };
    }),
  );
  const newest = all.toSorted((a, b) => b.at - a.at);
  const over = newest.filter(({ at }, place) => place >= pagesMax || Date.now() - at > keptMaxMs);
  await Promise.all(over.map(({ key }) => cache.delete(key)));
}

/** Files whose address holds their hash: logos of shops, and what kept pages need of an earlier version of ours. */
async function unchanging(request) {
  const cache = await caches.open(files);
  const found = await cache.match(request);
  if (found !== undefined) return found;
  const answer = await fetch(request);
  if (answer.ok) {
    await cache.put(request, answer.clone());
    const own = new Set([...posthorn.files, posthorn.offline, posthorn.notSent]);
    const others = (await cache.keys()).filter(({ url }) => !own.has(new URL(url).pathname));
    await Promise.all(others.slice(0, Math.max(0, others.length - filesMax)).map((key) => cache.delete(key)));
  }
  return answer;
}

/** A page tells in which language it is read, and, when it was there before this worker, that it may be kept. */
addEventListener("message", (event) => {
  const { language, page } = event.data;
  event.waitUntil(Promise.all([speak(language), page === null ? null : keepNow(page)]).catch(() => {}));
});

async function keepNow(url) {
  await keep(url, await fetch(url, { headers: { accept: "text/html", [mark]: "keep" } }));
}

async function speak(language) {
  const cache = await caches.open(files);
  const old = await (await cache.match(posthorn.offline))?.text();
  if (old?.includes(`<html lang="${language}"`)) return;
  for (const address of [posthorn.offline, posthorn.notSent])
    await cache.put(address, await fetch(`${address}?lang=${language}`));
}

addEventListener("push", (event) => {
  const { title = "Posthorn", body, tag, lang, url } = event.data?.json() ?? {};
  const { icon, badge } = posthorn;
  const told = registration.showNotification(title, { body, tag, lang, dir: "auto", icon, badge, data: { url } });
  event.waitUntil(told.then(count));
});
addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(Promise.all([count(), openPage(event.notification.data?.url)]));
});
addEventListener("notificationclose", (event) => event.waitUntil(count()));

/** On the app's icon: notifications that nobody has looked at. The list sets it to the parcels that need the person. */
async function count() {
  const { length } = await registration.getNotifications();
  await (length === 0 ? navigator.clearAppBadge?.() : navigator.setAppBadge?.(length));
}

async function openPage(address) {
  const url = new URL(address ?? "/deliveries", location.origin);
  if (url.origin !== location.origin) return;
  const open = await clients.matchAll({ type: "window", includeUncontrolled: true });
  const page = open.find((client) => new URL(client.url).pathname === url.pathname);
  await (page ? page.focus() : clients.openWindow(url.href));
}

/** The browser has given up a subscription: a new one takes its place, or the person would hear nothing more and not know it. */
addEventListener("pushsubscriptionchange", (event) => event.waitUntil(renew(event)));

async function renew({ oldSubscription, newSubscription }) {
  const send = (address, body) =>
    fetch(address, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
  const options = { userVisibleOnly: true, applicationServerKey: posthorn.vapidPublicKey };
  const made = newSubscription ?? (await registration.pushManager.subscribe(options));
  if (oldSubscription && oldSubscription.endpoint !== made.endpoint)
    await send("/account/push/off", { endpoint: oldSubscription.endpoint });
  await send("/account/push", made);
}
