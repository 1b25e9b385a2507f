/** The pages of coming in, and one's own page with shops, second factor and sessions. Plain forms: everything works without a script. */
import { toSVG } from "bwip-js/node";
import { html } from "htm/preact";
import { roleWords } from "#accounts/roles.ts";
import { totpAddress } from "#accounts/second-factor.ts";
import type { ListedSession, Membership, SessionRow } from "#accounts/store.ts";
import { table, time } from "./parts.ts";

const fault = (id: string, isWrong: boolean) => (isWrong ? { "aria-invalid": "true", "aria-describedby": id } : {});

export const emailForm = (isWrong: boolean) => html`
  <h1>Sign in to the portal</h1>
  <p>For people of a shop, and for the operator. Shoppers sign in <a href="/sign-in">elsewhere</a>.</p>
  <form method="post" action="/portal/sign-in">
    <label for="email">Your e-mail address</label>
    <input id="email" name="email" type="email" autocomplete="email" required maxlength="254" ...${fault("email-wrong", isWrong)} />
    ${isWrong ? html`<p class="wrong" id="email-wrong" role="alert">This is not one e-mail address.</p>` : null}
    <p><button>Send me a code</button></p>
  </form>
  <p class="small soft">There are no passwords, and no account that comes with the installation. An owner of a shop lets you in; the operator lets in the first one: <code>posthorn people add</code></p>`;

export const codeForm = (isWrong: boolean) => html`
  <h1>Type the code from your mail</h1>
  <p>If this address may come in, a mail is on its way to it. Its code works for ten minutes, in this browser.</p>
  <form method="post" action="/portal/sign-in/code">
    <label for="code">Code of eight digits</label>
    <input class="code" id="code" name="code" inputmode="numeric" autocomplete="one-time-code" required maxlength="20" ...${fault("code-wrong", isWrong)} />
    ${isWrong ? html`<p class="wrong" id="code-wrong" role="alert">This code is not right, was used, or is too old. After three tries it takes a new mail.</p>` : null}
    <p><button>Go on</button></p>
  </form>
  <p class="small"><a href="/portal/sign-in">Send another one</a></p>`;

export const enterForm = (token: string) => html`
  <h1>Come in</h1>
  <p>This link was made on the machine that runs Posthorn. It works once, within an hour.</p>
  <form method="post" action=${`/portal/enter/${token}`}><button>Come in</button></form>`;

export const linkIsOver = () => html`
  <h1>This link is over</h1>
  <p>It was used, or it is older than an hour. A new one: <code>posthorn people add --email you@example.org --operator</code></p>
  <p><a href="/portal/sign-in">Sign in by mail</a></p>`;

const wrongWords = {
  wrong: "This code is not right. It changes every 30 seconds, and each counts once.",
  too_many: "Five codes were wrong. None is looked at for a quarter of an hour.",
} as const;
const codeField = (wrong: keyof typeof wrongWords | null) => html`
  <label for="code">Code of your app</label>
  <input class="code" id="code" name="code" inputmode="numeric" autocomplete="one-time-code" required maxlength="10" ...${fault("code-wrong", wrong !== null)} />
  ${wrong === null ? null : html`<p class="wrong" id="code-wrong" role="alert">${wrongWords[wrong]}</p>`}`;

export const appCodeForm = (wrong: keyof typeof wrongWords | null) => html`
  <h1>Your second factor</h1>
  <p>Open the app in which you set up Posthorn, and type the code that it shows.</p>
  <form method="post" action="/portal/second-factor">${codeField(wrong)}<p><button>Go on</button></p></form>`;

export const newAppForm = ({
  secret,
  sealed,
  email,
  wrong,
}: {
  readonly secret: string;
  readonly sealed: string;
  readonly email: string;
  readonly wrong: keyof typeof wrongWords | null;
}) => html`
  <h1>Set up your second factor</h1>
  <p>A code by mail shows that you read this address. A second one, from an app on your phone, keeps out whoever reads it, too.</p>
  <ol>
    <li>Open an app for one-time codes, such as Aegis, 2FAS or the one of your password manager.</li>
    <li>Let it scan this picture, or type the key.</li>
    <li>Type the code that it shows now.</li>
  </ol>
  <div class="picture" role="img" aria-label="QR code with the key below" dangerouslySetInnerHTML=${{ __html: toSVG({ bcid: "qrcode", text: totpAddress(secret, email), scale: 3, backgroundcolor: "FFFFFF" }) }}></div>
  <p class="small">Key: <code>${secret.match(/.{1,4}/g)?.join(" ")}</code></p>
  <form method="post" action="/portal/second-factor">
    <input type="hidden" name="offered" value=${sealed} />
    ${codeField(wrong)}
    <p><button>That is my code</button></p>
  </form>`;

export const start = ({
  session,
  shops,
  sessions,
}: {
  readonly session: SessionRow;
  readonly shops: readonly Membership[];
  readonly sessions: readonly ListedSession[];
}) => html`
  <h1>Your shops</h1>
  ${
    session.sealedTotp === null
      ? html`<p class="outage">You came in by a printed link, without a second factor. <a href="/portal/second-factor">Set one up</a>: signing in by mail asks for it.</p>`
      : null
  }
  ${
    shops.length === 0
      ? html`<p class="empty">You are in no shop yet. An owner of the shop lets you in, on its page “Team”.</p>`
      : shops.map(
          ({ merchantId, shop, role }) => html`<a class="card" href=${`/portal/${merchantId}/live`}>
            <h2>${shop}</h2><p class="soft">${role}: ${roleWords[role]}</p></a>`,
        )
  }
  ${session.isOperator ? html`<a class="card" href="/portal/operator"><h2>The installation</h2><p class="soft">operator: shops, carriers, queues, data protection</p></a>` : null}
  <h2>You</h2>
  <p>${session.email}${session.sealedTotp === null ? "" : html`, with a second factor. <a href="/portal/second-factor?new">Set up another app</a>`}</p>
  ${table(
    "Where you are signed in (times in UTC)",
    ["Device", "Since", "Last used", ""],
    sessions.map(
      (
        one,
      ) => html`<tr><td>${one.device === "" ? "unknown device" : one.device}</td><td>${time(one.createdAt)}</td><td>${time(one.lastSeenAt)}</td>
        <td>${one.id === session.id ? "this one" : html`<form method="post" action=${`/portal/sessions/${one.id}/end`}><button class="plain">End</button></form>`}</td></tr>`,
    ),
  )}`;
