/** The document of all calls, `/openapi.json`: what a folder's routes describe with a summary stands in it, pages do not. */
import swagger from "@fastify/swagger";
import type { FastifyInstance } from "fastify";
import { jsonSchemaTransform } from "fastify-type-provider-zod";

/** Before the folders' routes: only those that come later are seen. */
export async function registerOpenApi(server: FastifyInstance, publicBaseUrl: string): Promise<void> {
  await server.register(swagger, {
    openapi: head(publicBaseUrl),
    transform: (route) =>
      route.schema?.summary === undefined ? { schema: { hide: true }, url: route.url } : jsonSchemaTransform(route),
  });
  // Open to everyone: it says what the server can, not what is in it.
  server.get("/openapi.json", async (_request, reply) =>
    reply.type("application/json; charset=utf-8").send(JSON.stringify(server.swagger())),
  );
}

const head = (publicBaseUrl: string) => ({
  openapi: "3.1.0" as const,
  info: {
    title: "Posthorn's API",
    version: "1",
    description:
      "Order Management API v1 as far as deliveries go, our own order call, the Payments call as an alias, and the carriers as open data.",
  },
  servers: [{ url: publicBaseUrl }],
  components: { securitySchemes: { basic: { type: "http" as const, scheme: "basic" } } },
  security: [{ basic: [] }],
});
