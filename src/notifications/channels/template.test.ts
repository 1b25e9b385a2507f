import assert from "node:assert/strict";
import { test } from "node:test";
import { type Filling, placeholders, readTemplate, TemplateFault } from "./template.ts";

const all = "{{title}} {{body}} {{never_ask}}";
const links = `<a href="{{link}}">x</a><a href='{{unsubscribe_link}}'>y</a>`;
const filling = (values: Partial<Filling> = {}): Filling => {
  const empty = Object.fromEntries(Object.keys(placeholders).map((name) => [name, ""])) as Filling; // one entry per name
  return { ...empty, link: "https://p.example/o/1", unsubscribe_link: "https://p.example/u/1?a=1&b=2", ...values };
};

test("N-03 everything that is filled in is escaped in HTML and stands as it is in text", () => {
  const hostile = `"><script>alert('x')</script>&`;
  const html = readTemplate(`<p title="{{shop}}">${all}</p>${links}`, "html", "mail.html");
  const out = html.fill(filling({ title: hostile, shop: hostile }));
  assert.equal(out.match(/<script/g), null);
  assert.equal(
    out.split(" ", 2).join(" "),
    '<p title="&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;">&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;',
  );
  assert.match(out, /href='https:\/\/p\.example\/u\/1\?a=1&amp;b=2'/);
  const text = readTemplate(`${all} {{link}} {{unsubscribe_link}}`, "text", "mail.txt");
  assert.ok(text.fill(filling({ title: hostile })).startsWith(hostile));
});

test("what depends on a value is there when the value is, inside one another too", () => {
  const source = `${all}{{#if shop}}[{{shop}}{{#if why}}:{{why}}{{/if}}]{{/if}}{{link}}{{unsubscribe_link}}`;
  const template = readTemplate(source, "text", "mail.txt");
  const out = (values: Partial<Filling>) =>
    template.fill(filling({ link: "", unsubscribe_link: "", ...values })).trim();
  assert.deepEqual(
    [out({}), out({ shop: "S" }), out({ shop: "S", why: "W" }), out({ why: "W" })],
    ["", "[S]", "[S:W]", ""],
  );
});

test("a slip is named with its file and line, before any mail leaves", () => {
  const faults: readonly (readonly ["html" | "text", string, RegExp])[] = [
    ["text", `one\ntwo {{titel}}`, /^mail, line 2: \{\{titel\}\} is not known\. There are title, body/],
    ["text", `${all}\n{{link}}`, /^mail, line 2: \{\{unsubscribe_link\}\} is missing/],
    [
      "text",
      `{{title}} {{body}} {{link}} {{unsubscribe_link}}`,
      /\{\{never_ask\}\} is missing: every mail has that we never ask/,
    ],
    ["text", `${all}{{link}}{{#if shop}}{{unsubscribe_link}}{{/if}}`, /\{\{unsubscribe_link\}\} is missing/],
    ["text", `\n{{#if shop}}x`, /^mail, line 2: \{\{#if\}\} is never closed/],
    ["text", `a\n\n{{/if}}`, /^mail, line 3: \{\{\/if\}\} closes nothing/],
    ["text", `a\n{{title`, /^mail, line 2: \{\{ stands alone/],
    ["text", `{{structured_data}}`, /is for HTML only/],
    ["html", `\n<p class={{shop}}>`, /^mail, line 2: .*without quotes/],
    ["html", `<p {{shop}}>`, /without quotes/],
    ["html", `<a href="{{shop}}">`, /may not stand in href/],
    ["html", `<a href="https://evil.example/?{{body}}">`, /may not stand in href/],
    ["html", `<img src="{{link}}">`, /may not stand in src/],
    ["html", `<p onclick="{{title}}">`, /may not stand in onclick/],
    ["html", `<p style="color:{{title}}">`, /may not stand in style/],
    ["html", `<style>.x { color: {{title}} }</style>`, /style sheet/],
    ["html", `<script>1</script>`, /runs no script/],
    ["html", `<p {{#if shop}}class="x"{{/if}}>`, /between elements/],
    ["html", `<p title="{{structured_data}}">`, /no attribute/],
  ];
  for (const [kind, source, says] of faults)
    assert.throws(
      () => readTemplate(source, kind, "mail"),
      (error) => error instanceof TemplateFault && says.test(error.message),
      source,
    );
});

test("places are told apart across style sheets, quotes and what comes after them", () => {
  const source = `<style>a > b { content: "'" }</style><p title='a "quoted" {{shop}}' class="x">${all} 5 > 4 ${links}</p>`;
  assert.ok(
    readTemplate(source, "html", "mail")
      .fill(filling({ shop: "S" }))
      .includes(`title='a "quoted" S'`),
  );
});
