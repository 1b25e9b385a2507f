import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { newId } from "#platform/ids.ts";
import { loadTemplates } from "./load-templates.ts";

const made: string[] = [];
after(() => Promise.all(made.map((directory) => rm(directory, { recursive: true }))));

async function directoryWith(files: Readonly<Record<string, string>>): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "posthorn-templates-"));
  made.push(directory);
  for (const [name, text] of Object.entries(files)) {
    await mkdir(join(directory, name, ".."), { recursive: true });
    await writeFile(join(directory, name), text);
  }
  return directory;
}

const text = "{{title}}\n{{body}}\n{{link}}\n{{never_ask}}\n{{unsubscribe_link}}\nYours, the lamp people\n";

test("a merchant's own text takes the place of ours; its HTML, and other merchants, stay as they are", async () => {
  const id = newId();
  const templates = loadTemplates(await directoryWith({ [`${id}/mail.txt`]: text, ".git/HEAD": "" }));
  const usual = loadTemplates(null).of(newId());
  assert.notEqual(templates.of(id).text, usual.text);
  const values = {
    title: "T",
    body: "B",
    link: "L",
    never_ask: "N",
    unsubscribe_link: "U",
    button: "",
    shop: "",
    why: "",
    unsubscribe: "",
    language: "",
    direction: "",
    start: "",
    structured_data: "",
  };
  assert.match(templates.of(id).text.fill(values), /^T\nB\nL\nN\nU\nYours/);
  assert.equal(templates.of(id).html, templates.of(newId()).html);
  assert.equal(templates.of(newId()).text.fill(values), usual.text.fill(values));
});

test("what is no template, or a broken one, is said with its file and line", async () => {
  const id = newId();
  const cases: readonly (readonly [Readonly<Record<string, string>>, RegExp])[] = [
    [{ [`${id}/mail.txt`]: `${text}{{names}}` }, /mail\.txt, line 7: \{\{names\}\} is not known/],
    [{ [`${id}/mail.htm`]: text }, /mail\.htm, line 1: Only mail\.html and mail\.txt/],
    [{ "lampenwelt/mail.txt": text }, /lampenwelt, line 1: .*not the id of a merchant/],
    [{ "mail.txt": text }, /mail\.txt, line 1: .*not the id of a merchant/],
  ];
  for (const [files, says] of cases) {
    const directory = await directoryWith(files);
    assert.throws(() => loadTemplates(directory), says);
  }
  assert.throws(() => loadTemplates("/nowhere/at/all"), /cannot be read/);
});
