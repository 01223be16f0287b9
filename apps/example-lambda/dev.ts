/** `npx -y pnpm@12 dev`: the library on loopback, behind a gateway that sends what AWS would send. */
import { fileURLToPath } from "node:url"
import { serve } from "@pgcrest/dev"
import { parseArguments } from "./devArguments.ts"
import { database } from "./devDatabase.ts"
import { always, byPostgrest, whereAllIsServed } from "./devSamples.ts"
import { lambda } from "./rolldown.config.ts"
import { Library } from "./src/library.ts"

const asked = parseArguments(process.argv.slice(2), process.env["PGCREST_EVENTS"])
if (typeof asked === "string") {
  console.error(asked)
  process.exit(1)
}

// Where nothing stands in front, tokens are for the handler to verify.
const isAlone = asked.cognito && (asked.source === "url" || asked.source === "alb")
const entry = asked.postgrest ? "postgrest.main" : isAlone ? "url.main" : "everything.main"

const people = {
  ann: { sub: "ann" },
  bob: { sub: "bob" },
  ines: { sub: "librarian-ines", groups: ["librarians"] }
}
const surroundings = { print: console.log, takesMachines: entry === "everything.main" }
// With credentials of its own, as its issuer tells one; it signs in nowhere.
const machine = {
  importer: { sub: "importer", scopes: ["books.import"], claims: { client_id: "importer", username: null } }
}

await serve({
  name: "The lending library",
  port: process.env["PORT"],
  api: Library,
  ...(asked.postgrest ? { postgrest: "/rest/v1" } : {}),
  source: asked.source,
  database: () => database({ print: console.log }),
  config: lambda(entry),
  bundle: fileURLToPath(new URL(`./bundle/${entry}/${entry}.mjs`, import.meta.url)),
  users: asked.cognito ? people : { ...people, ...machine },
  authority: asked.cognito ? (await import("./devCognito.ts")).cognito(people, surroundings) : undefined,
  scopes: ["books.import", "books.read"],
  samples: (url, token) => {
    const served = { url, librarian: `-H "Authorization: Bearer ${token("ines")}"` }
    return [
      ...always(served),
      ...(entry === "url.main" ? [] : whereAllIsServed(served)),
      ...(asked.postgrest ? byPostgrest(served) : [])
    ]
  }
})
