/** `npx -y pnpm@12 dev`: the library on loopback, behind a gateway that sends what AWS would send. */
import { fileURLToPath } from "node:url"
import { serve, type EventSource } from "@pgcrest/dev"
import { database } from "./devDatabase.ts"
import { lambda } from "./rolldown.config.ts"
import { Library } from "./src/library.ts"

const sources: ReadonlyArray<EventSource> = ["rest", "http1", "http2", "url", "alb"]
const asked = process.argv[2] ?? process.env["PGCREST_EVENTS"] ?? "http2"
const source = sources.find((known) => known === asked)
if (source === undefined) {
  console.error(`"${asked}" is no kind of event; it can be ${sources.join(", ")}.`)
  process.exit(1)
}

await serve({
  name: "The lending library",
  port: process.env["PORT"],
  api: Library,
  source,
  database: () => database({ print: console.log }),
  config: lambda("main"),
  bundle: fileURLToPath(new URL("./bundle/main/main.mjs", import.meta.url)),
  users: {
    ann: { sub: "ann" },
    bob: { sub: "bob" },
    ines: { sub: "librarian-ines", groups: ["librarians"] },
    // A machine with credentials of its own, as its issuer tells one.
    importer: { sub: "importer", scopes: ["books.import"], claims: { client_id: "importer", username: null } }
  },
  samples: (url) => [
    `curl '${url}/books?title=like.*Sea&select=title,published,copies_available&order=published'`,
    `curl '${url}/authors?limit=3' -H 'Prefer: count=exact' -i`,
    `curl ${url}/authors -H 'Authorization: Bearer ines' -H 'Content-Type: application/json' -d '{"name":"Ursula Vernon"}' -i`
  ]
})
