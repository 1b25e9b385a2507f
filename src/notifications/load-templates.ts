/** The templates of mails: ours, and in their place those that the operator keeps for a merchant. Read and checked once, at the start. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isUuid } from "#platform/ids.ts";
import { readTemplate, type Template, TemplateFault, type TemplateKind } from "./channels/template.ts";

export interface MailTemplates {
  readonly html: Template;
  readonly text: Template;
}

export interface Templates {
  of(merchantId: string): MailTemplates;
}

const files = { html: "mail.html", text: "mail.txt" } as const satisfies Readonly<Record<TemplateKind, string>>;
const own = join(import.meta.dirname, "templates");

/**
 * @param directory with a folder per merchant, named by its id, that holds `mail.html`, `mail.txt` or both; null: ours alone
 * @throws TemplateFault naming file and line
 */
export function loadTemplates(directory: string | null): Templates {
  const read = (folder: string, kind: TemplateKind): Template => {
    const file = join(folder, files[kind]);
    return readTemplate(readFileSync(file, "utf8"), kind, file);
  };
  const usual: MailTemplates = { html: read(own, "html"), text: read(own, "text") };
  const ofMerchant = new Map<string, MailTemplates>();
  for (const name of directory === null ? [] : namesIn(directory)) {
    const folder = join(directory ?? "", name);
    // A slip in a name would be a template that is never used, without a word.
    if (!isUuid(name)) throw new TemplateFault(folder, 1, "The name of this folder is not the id of a merchant.");
    for (const file of namesIn(folder))
      if (!Object.values<string>(files).includes(file))
        throw new TemplateFault(join(folder, file), 1, "Only mail.html and mail.txt are templates.");
    const has = (kind: TemplateKind): boolean => existsSync(join(folder, files[kind]));
    ofMerchant.set(name.toLowerCase(), {
      html: has("html") ? read(folder, "html") : usual.html,
      text: has("text") ? read(folder, "text") : usual.text,
    });
  }
  return { of: (merchantId) => ofMerchant.get(merchantId) ?? usual };
}

/** Hidden files are an editor's or a file system's. */
function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter((name) => !name.startsWith("."));
  } catch {
    throw new TemplateFault(folder, 1, "This folder of templates cannot be read.");
  }
}
