#!/usr/bin/env node
/** `posthorn-mcp`: speaks MCP on standard input and output, with a key that may only read. */
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { createPosthorn } from "@posthorn/sdk";
import { createServer } from "./server.ts";

const { POSTHORN_URL: baseUrl = "", POSTHORN_KEY: key = "" } = process.env;
if (baseUrl === "" || key === "") {
  console.error("Set POSTHORN_URL to the installation and POSTHORN_KEY to the password of a key with the scope read.");
  process.exit(2);
}
await createServer(createPosthorn({ baseUrl, key })).connect(new StdioServerTransport());
