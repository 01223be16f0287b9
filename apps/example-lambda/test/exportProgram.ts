// @effect-diagnostics asyncFunction:off processEnv:off
/** `node exportProgram.ts <path> <accept>`: a streaming sandbox of the library that sends a list to its end, and what memory that takes. */
import { ApiGateway } from "@pgcrest/adapter-apigw"
import { ResourceStorePostgres } from "@pgcrest/adapter-postgres"
import { GatewayEvent } from "@pgcrest/dev"
import { Csv, Ndjson } from "@pgcrest/rest"
import { Library, problems } from "../src/library.ts"
import { installRuntime, receive } from "./wire/streamed.ts"

/** What the last line of standard output tells. */
export interface Exported {
  readonly lines: number
  readonly bytes: number
  readonly millis: number
  /** Megabytes that the process holds, after each tenth of the parts. */
  readonly resident: ReadonlyArray<number>
  readonly failed: string | null
}

installRuntime()
const handler = ApiGateway.streamingHandler(Library, ResourceStorePostgres.layerConfig, {
  problems,
  formats: [Csv.make(), Ndjson.make()],
  log: () => {}
})
const [, , path = "", accept = ""] = process.argv
const event = GatewayEvent.make("url", { method: "GET", path, headers: { accept, prefer: "pages=all" } })

let [lines, bytes] = [0, 0]
const resident: Array<number> = []
const began = performance.now()
const { failed } = await receive(handler, event, {
  context: { getRemainingTimeInMillis: () => 900_000 - (performance.now() - began) },
  keep: false,
  take: (chunk, done) => {
    for (let at = chunk.indexOf("\n"); at >= 0; at = chunk.indexOf("\n", at + 1)) lines++
    bytes += Buffer.byteLength(chunk)
    resident.push(Math.round(process.memoryUsage.rss() / 1e5) / 10)
    done()
  }
})
const tenths = Array.from(
  { length: 10 },
  (_, at) => resident[Math.floor(((at + 1) * resident.length) / 10) - 1] ?? 0
)
const told: Exported = {
  lines,
  bytes,
  millis: Math.round(performance.now() - began),
  resident: tenths,
  failed: failed === null ? null : String(failed)
}
process.stdout.write(`${JSON.stringify(told)}\n`)
process.exit(0)
