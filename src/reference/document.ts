/** As much of an OpenAPI 3.1 document as the page of the reference shows. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly additionalProperties?: Schema | boolean;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
  readonly description?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly default?: unknown;
  readonly $ref?: string;
}

interface Content {
  readonly content?: Readonly<Record<string, { readonly schema?: Schema }>>;
}

export interface Operation {
  readonly summary?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly description?: string;
    readonly schema?: Schema;
  }[];
  readonly requestBody?: Content;
  readonly responses?: Readonly<Record<string, Content & { readonly description?: string }>>;
  readonly security?: readonly object[];
}

export interface ApiDocument {
  readonly info: { readonly title: string; readonly description?: string };
  readonly servers?: readonly { readonly url: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> };
}

export interface Call {
  /** Names it in the address of its part of the page. */
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
  /** What is sent: its media type and shape. */
  readonly body: { readonly type: string; readonly schema: Schema } | null;
  /** What comes where it worked. */
  readonly answer: { readonly status: string; readonly schema: Schema | null } | null;
  readonly problems: readonly string[];
  readonly needsKey: boolean;
}

export interface Group {
  readonly name: string;
  readonly calls: readonly Call[];
}

/** Calls by what they are about, in the order in which the document names them. */
export function groupsOf({ paths }: ApiDocument): readonly Group[] {
  const calls = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      group: groupOf(path, operation),
      call: callOf(path, method, operation),
    })),
  );
  return [...Map.groupBy(calls, ({ group }) => group)].map(([name, own]) => ({
    name,
    calls: own.map(({ call }) => call),
  }));
}

function groupOf(path: string, { tags }: Operation): string {
  if (path.startsWith("/ordermanagement/")) return "order management";
  if (path.startsWith("/payments/")) return "payments";
  return tags?.[0] ?? path.split("/")[2] ?? "other";
}

function callOf(path: string, method: string, operation: Operation): Call {
  const [bodyType, body] = Object.entries(operation.requestBody?.content ?? {})[0] ?? [];
  const answers = Object.entries(operation.responses ?? {});
  const [status, good] = answers.find(([code]) => code.startsWith("2")) ?? [];
  const schema = Object.values(good?.content ?? {})[0]?.schema ?? null;
  return {
    id: `${method}-${path.replaceAll(/[^a-z0-9]+/gi, "-").replaceAll(/^-|-$/g, "")}`.toLowerCase(),
    ...{ method: method.toUpperCase(), path, operation },
    body: bodyType === undefined || body?.schema === undefined ? null : { type: bodyType, schema: body.schema },
    answer: status === undefined ? null : { status, schema },
    problems: answers.map(([code]) => code).filter((code) => !code.startsWith("2")),
    needsKey: !(operation.security !== undefined && operation.security.length === 0),
  };
}
