/**
 * What a shopper's page does by itself; without it everything can be read and sent. It follows the order, says how old the content
 * is when nobody can be reached, asks for notifications after a click, and copies numbers.
 */
(() => {
  const { live, worker } = document.currentScript.dataset;
  const root = document.documentElement;
  const main = document.getElementById("main");
  const news = document.getElementById("news");
  const texts = JSON.parse(news.dataset.texts);
  const policy = globalThis.trustedTypes?.createPolicy("posthorn", {
    createHTML: (text) => text,
    createScriptURL: (address) => address,
  });
  const savesData = navigator.connection?.saveData === true;
  const say = (text) => {
    news.textContent = "";
    news.textContent = text;
  };

  // How old is what stands here? By this device's own clock alone, which may be wrong but is always the same.
  let knownAt = Number(root.dataset.kept) || Date.now();
  let isOld = root.dataset.kept !== undefined;
  let banner = null;
  let told = null;
  const ago = () => {
    const minutes = Math.max(1, Math.round((Date.now() - knownAt) / 60_000));
    const words = new Intl.RelativeTimeFormat(root.lang, { numeric: "auto" });
    if (minutes < 60) return words.format(-minutes, "minute");
    return minutes < 1_440
      ? words.format(-Math.floor(minutes / 60), "hour")
      : words.format(-Math.floor(minutes / 1_440), "day");
  };
  const tellAge = () => {
    const hasAge = live !== undefined || root.dataset.kept !== undefined;
    const isSilent = !hasAge && document.querySelector('form[method="post"]') === null;
    if (isSilent || (!isOld && navigator.onLine)) {
      banner?.remove();
      banner = told = null;
      return;
    }
    const why = !hasAge ? "form" : navigator.onLine ? "unreached" : "offline";
    const text = hasAge ? texts[why].replace("{ago}", ago()) : texts.form;
    if (banner === null) {
      banner = document.createElement("aside");
      banner.className = "offline";
      main.before(banner);
    }
    // The reason is news; another minute is none.
    if (told !== why) say(text);
    told = why;
    if (banner.textContent !== text) banner.textContent = text;
  };

  // The same page as it is now. What is still there is the same node as before, so that focus, open details, typed words and the place
  // in the window stay.
  const keyOf = (node) => {
    if (node.nodeType !== Node.ELEMENT_NODE) return node.nodeName;
    const name = node.id || node.getAttribute("href") || node.querySelector(":scope > summary")?.textContent;
    const own = name?.replace(/\d+/g, "") ?? (node.nodeName === "LI" ? node.textContent : node.className);
    return `${node.nodeName} ${own}`;
  };
  /** How many of the nodes from here on have a partner, for each pair of places: the longest common subsequence. */
  const partners = (olds, nexts) => {
    const left = olds.map(keyOf);
    const right = nexts.map(keyOf);
    const most = Array.from({ length: left.length + 1 }, () => new Uint16Array(right.length + 1));
    for (let i = left.length - 1; i >= 0; i -= 1)
      for (let j = right.length - 1; j >= 0; j -= 1)
        most[i][j] = left[i] === right[j] ? most[i + 1][j + 1] + 1 : Math.max(most[i + 1][j], most[i][j + 1]);
    return { most, isPair: (i, j) => left[i] === right[j] };
  };
  const become = (old, next) => {
    if (old.nodeType !== Node.ELEMENT_NODE) {
      if (old.data !== next.data) old.data = next.data;
      return;
    }
    for (const { name } of [...old.attributes])
      if (name !== "open" && !next.hasAttribute(name)) old.removeAttribute(name);
    for (const { name, value } of next.attributes)
      if (name !== "open" && old.getAttribute(name) !== value) old.setAttribute(name, value);
    const [olds, nexts] = [[...old.childNodes], [...next.childNodes]];
    const { most, isPair } = partners(olds, nexts);
    let [i, j] = [0, 0];
    while (i < olds.length || j < nexts.length) {
      if (i < olds.length && j < nexts.length && isPair(i, j)) become(olds[i++], nexts[j++]);
      else if (j === nexts.length || (i < olds.length && most[i + 1][j] >= most[i][j + 1])) olds[i++].remove();
      else old.insertBefore(nexts[j++], olds[i] ?? null);
    }
  };
  /** What a person reads stays where it is in the window, although something above has grown; at the top the headline is read. */
  const withoutJump = (change) => {
    const inView = [...main.querySelectorAll("*")].map((element) => ({
      element,
      top: element.getBoundingClientRect().top,
    }));
    const isAtTop = scrollY < 10;
    change();
    if (isAtTop) return;
    const anchor = inView.find(({ element, top }) => top >= 0 && element.isConnected);
    if (anchor !== undefined)
      scrollBy({ top: anchor.element.getBoundingClientRect().top - anchor.top, behavior: "instant" });
  };
  /** Only title and content are parsed: the rest carries the nonce of another answer, of which the policy would complain. */
  const parsed = (text) => {
    const part = (name) => text.slice(text.indexOf(`<${name}`), text.indexOf(`</${name}>`) + name.length + 3);
    const markup = part("title") + part("main");
    return new DOMParser().parseFromString(policy ? policy.createHTML(markup) : markup, "text/html");
  };
  const stepsIn = () => main.querySelectorAll(".history li").length;
  const headline = () => main.querySelector("h1")?.textContent;

  let isLooking = false;
  let lookAgain = false;
  const look = async () => {
    lookAgain = isLooking;
    if (isLooking) return;
    isLooking = true;
    try {
      const answer = await fetch(location.href, {
        headers: { accept: "text/html" },
        signal: AbortSignal.timeout(20_000),
      });
      // Signed out meanwhile, or the link has ended: the page says so itself.
      if (answer.redirected || answer.status === 404) return location.reload();
      if (!answer.ok) throw new Error(String(answer.status));
      const next = parsed(await answer.text());
      const content = next.getElementById("main");
      const [steps, before] = [stepsIn(), headline()];
      if (content !== null && !content.isEqualNode(main)) withoutJump(() => become(main, content));
      document.title = next.title;
      const more = stepsIn() - steps;
      const isNews = more > 0 || headline() !== before;
      main.classList.toggle("moved", isNews);
      knownAt = Date.now();
      isOld = false;
      delete root.dataset.kept;
      if (isNews) say(updates(Math.max(1, more)));
      showBadge();
    } catch {
      isOld = true;
    } finally {
      isLooking = false;
      tellAge();
      if (lookAgain) look();
    }
  };
  const updates = (count) => {
    const form = texts.updates[new Intl.PluralRules(root.lang).select(count)] ?? texts.updates.other;
    return form.replace("#", new Intl.NumberFormat(root.lang).format(count));
  };

  // The stream only says when to look. It rests while nobody looks at the page, and where data is dear it is not opened at all.
  const silentMs = 70_000;
  let stream = null;
  let heardAt = 0;
  let waitMs = 5_000;
  // What changes while there is no stream is told to nobody.
  let hasMissed = false;
  let reopening;
  const close = () => {
    clearTimeout(reopening);
    stream?.close();
    stream = null;
  };
  const open = () => {
    if (live === undefined || savesData || stream !== null) return;
    stream = new EventSource(live);
    heardAt = Date.now();
    const heard = () => {
      heardAt = Date.now();
    };
    stream.addEventListener("still", heard);
    stream.addEventListener("changed", () => {
      heard();
      look();
    });
    stream.addEventListener("open", () => {
      heard();
      waitMs = 5_000;
      if (hasMissed) look();
      hasMissed = false;
    });
    stream.addEventListener("error", () => {
      hasMissed = true;
      if (stream?.readyState !== EventSource.CLOSED) return;
      // Refused, because too many are open: the browser gives up, we ask again later and later.
      close();
      reopening = setTimeout(open, waitMs);
      waitMs = Math.min(2 * waitMs, 300_000);
    });
  };
  const reopen = () => {
    close();
    open();
    look();
  };
  if (live !== undefined) {
    open();
    let resting;
    addEventListener("visibilitychange", () => {
      clearTimeout(resting);
      if (document.hidden) resting = setTimeout(close, 60_000);
      else if (stream === null || Date.now() - heardAt > silentMs) reopen();
      else look();
    });
    // After a sleep, or from one network to another, a connection may be dead without knowing it.
    setInterval(() => {
      if (document.hidden) return;
      if (stream !== null && Date.now() - heardAt > silentMs) reopen();
      else if (isOld && navigator.onLine) look();
    }, 20_000);
    addEventListener("pagehide", close);
    addEventListener("pageshow", ({ persisted }) => persisted && reopen());
  }
  addEventListener("online", () => {
    if (document.querySelector("[data-again]") !== null) location.reload();
    else if (live === undefined) tellAge();
    else reopen();
  });
  addEventListener("offline", tellAge);
  setInterval(tellAge, 30_000);
  tellAge();
  if (isOld && navigator.onLine) look();

  addEventListener("submit", (event) => {
    const form = event.target;
    form.querySelector("[data-not-sent]")?.remove();
    if (navigator.onLine) return;
    event.preventDefault();
    const warning = document.createElement("p");
    warning.className = "wrong";
    warning.dataset.notSent = "";
    warning.setAttribute("role", "alert");
    form.append(warning);
    warning.textContent = texts.notSent;
  });
  addEventListener("click", ({ target }) => {
    const button = target.closest("[data-copy]");
    if (button === null) return;
    navigator.clipboard.writeText(button.dataset.copy).then(() => {
      button.textContent = button.dataset.done;
    });
  });

  /** On the list: how many parcels need the person. Other pages do not know. */
  const showBadge = () => {
    const needs = main.querySelector("[data-needs]")?.dataset.needs;
    if (needs === undefined || navigator.setAppBadge === undefined) return;
    (needs === "0" ? navigator.clearAppBadge() : navigator.setAppBadge(Number(needs))).catch(() => {});
  };
  showBadge();

  const canWork = worker !== undefined && navigator.serviceWorker !== undefined;
  const registered = canWork
    ? navigator.serviceWorker
        .register(policy ? policy.createScriptURL(worker) : worker, { updateViaCache: "none" })
        .catch(() => null)
    : Promise.resolve(null);
  if (canWork) {
    // This page itself was there before the worker was.
    const isNew = navigator.serviceWorker.controller === null && !savesData;
    navigator.serviceWorker.ready.then(({ active }) =>
      active.postMessage({ language: root.lang, page: isNew ? location.href : null }),
    );
  }

  // Notifications: asked for only after a click, as browsers want it.
  const button = document.getElementById("push");
  const state = document.getElementById("push-state");
  if (button === null) return;
  const show = (name, isOn = false) => {
    state.textContent = state.dataset[name] ?? "";
    button.hidden = name === "no" || name === "install";
    button.textContent = isOn ? button.dataset.off : button.dataset.on;
  };
  if (!canWork || !("PushManager" in globalThis))
    // Safari on a phone knows push only in what stands on the home screen.
    return show(navigator.standalone === false ? "install" : "no");
  const subscription = async () => (await registered)?.pushManager.getSubscription() ?? null;
  const send = (address, body) =>
    fetch(address, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
  const turn = async () => {
    const before = await subscription();
    if (before !== null) {
      await send("/account/push/off", { endpoint: before.endpoint });
      await before.unsubscribe();
      return show("");
    }
    if ((await Notification.requestPermission()) === "denied") return show("denied");
    if (Notification.permission !== "granted") return show("");
    const options = { userVisibleOnly: true, applicationServerKey: button.dataset.key };
    const made = await (await registered).pushManager.subscribe(options);
    if ((await send("/account/push", made)).ok) return show("done", true);
    await made.unsubscribe();
    show("failed");
  };
  subscription().then(
    (found) => show(found !== null ? "done" : Notification.permission === "denied" ? "denied" : "", found !== null),
    () => show("no"),
  );
  button.addEventListener("click", () => turn().catch(() => show(navigator.onLine ? "failed" : "offline")));
})();
