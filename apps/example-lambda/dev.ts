/** `npx -y pnpm@12 dev`: the library on loopback, behind a gateway that sends what AWS would send. */
import { fileURLToPath } from "node:url"
import { serve } from "@pgcrest/dev"
import { parseArguments } from "./devArguments.ts"
import { database } from "./devDatabase.ts"
import { lambda } from "./rolldown.config.ts"
import { Library } from "./src/library.ts"

const asked = parseArguments(process.argv.slice(2), process.env["PGCREST_EVENTS"])
if (typeof asked === "string") {
  console.error(asked)
  process.exit(1)
}

const users = {
  ann: { sub: "ann" },
  bob: { sub: "bob" },
  ines: { sub: "librarian-ines", groups: ["librarians"] }
}

await serve({
  name: "The lending library",
  port: process.env["PORT"],
  api: Library,
  source: asked.source,
  database: () => database({ print: console.log }),
  config: lambda("main"),
  bundle: fileURLToPath(new URL("./bundle/main/main.mjs", import.meta.url)),
  users,
  authority: asked.cognito ? (await import("./devCognito.ts")).cognito(users, console.log) : undefined,
  samples: (url, token) => [
    `curl '${url}/books?title=like.*Sea&select=title,published,copies_available&order=published'`,
    `curl '${url}/authors?limit=3' -H 'Prefer: count=exact' -i`,
    `curl ${url}/authors -H "Authorization: Bearer ${token("ines")}" -H 'Content-Type: application/json' -d '{"name":"Ursula Vernon"}' -i`
  ]
})
