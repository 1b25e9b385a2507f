/**
 * A shop's page writes `<posthorn-tracking src="https://parcels.example/o/…"></posthorn-tracking>` and loads this file. The journey is
 * shown in a frame of our own origin: the shop's page and ours see nothing of each other but the frame's height.
 */
(() => {
  const own = new URL(document.currentScript.src).origin;
  const [lowest, highest] = [80, 3000];
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(":host{display:block}iframe{display:block;border:0;width:100%;color-scheme:normal}");

  class PosthornTracking extends HTMLElement {
    static observedAttributes = ["src", "lang"];
    #root = this.attachShadow({ mode: "closed" });
    #frame = null;

    connectedCallback() {
      this.#root.adoptedStyleSheets = [sheet];
      addEventListener("message", this);
      this.#show();
    }
    disconnectedCallback() {
      removeEventListener("message", this);
    }
    attributeChangedCallback() {
      if (this.isConnected) this.#show();
    }
    handleEvent({ origin, source, data }) {
      if (origin !== own || source !== this.#frame?.contentWindow) return;
      const height = Number(data?.posthornHeight);
      if (height > 0) this.#frame.style.height = `${Math.min(Math.max(height, lowest), highest)}px`;
    }
    #show() {
      const address = this.getAttribute("src") ?? "";
      const url = URL.canParse(address) ? new URL(address) : null;
      if (url?.origin !== own || !/^\/o\/[\w-]+(\/p\/[\w-]+)?$/.test(url.pathname)) {
        console.error(`posthorn-tracking: "src" has to be a tracking link of ${own}.`);
        this.#root.replaceChildren();
        return;
      }
      const frame = document.createElement("iframe");
      const language = this.getAttribute("lang");
      frame.src = `${own}${url.pathname.split("/").slice(0, 3).join("/")}/embed${language ? `?lang=${encodeURIComponent(language)}` : ""}`;
      frame.title = this.getAttribute("title") ?? "Parcel tracking";
      frame.referrerPolicy = "no-referrer";
      frame.loading = "lazy";
      frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox");
      frame.style.height = `${lowest * 3}px`;
      this.#frame = frame;
      this.#root.replaceChildren(frame);
    }
  }
  if (!customElements.get("posthorn-tracking")) customElements.define("posthorn-tracking", PosthornTracking);
})();
