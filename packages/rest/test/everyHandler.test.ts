/** What holds of an answer whichever handler gives it. */
import { assert, describe, it } from "@effect/vitest"
import {
  Access,
  Api,
  type AuditedCommand,
  Field,
  Operation,
  Relation,
  Resource,
  ResourceStore,
  Rows
} from "@pgcrest/core"
import { Batch, History, Operations, Rest, Rollback, TimeTravel, Undo } from "@pgcrest/rest"
import * as Context from "effect/Context"
import * as SecureRandom from "effect/crypto/SecureRandom"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { ann, Books, request, shown, uid } from "./samples.ts"
import { unsaid } from "./unsaid.ts"

const access = { ...Books.access, history: Access.everyone }
const Shelves = Resource.make("shelves", {
  fields: { name: Field.text },
  relations: { boxes: Relation.many("boxes", "shelf") },
  access
})
const Boxes = Resource.make("boxes", { fields: { shelf: Field.references("shelves") }, access })
const Counts = Operation.make("counts", {
  input: Schema.Struct({}),
  output: Schema.Struct({ count: Schema.Number }),
  access: Access.everyone,
  run: () => Effect.succeed({ count: 1 })
})
const { answer } = Rest.make(Api.make("store", { resources: [Shelves, Boxes] }), {
  cors: { origins: ["https://app.example"] },
  batch: Batch.make(),
  history: History.make(),
  operations: Operations.make(Counts),
  rollback: Rollback.make(),
  timeTravel: TimeTravel.make(),
  undo: Undo.make()
})

const changes = (resource: Resource.Resource) =>
  [3n, 2n, 1n].map((version) => ({
    ...unsaid,
    request_id: "r-1",
    after: { uid, name: "a" },
    resource: resource.name,
    uid,
    version,
    operation: "update" as const,
    at: `2026-11-25T08:30:0${version}Z`,
    actor: "ann"
  }))

const run = ({ command }: AuditedCommand) => Effect.succeed(rowsOf(command))
const rowsOf = (command: AuditedCommand["command"]): Rows.Rows => {
  const { resource } = command.permit
  const record = shown(resource, { uid, version: 3n, name: "a" })
  const place = ["1970-01-01T00:00:00Z", uid, 1n]
  switch (command._tag) {
    case "History":
      return Rows.fromChanges(resource, changes(resource), null, { place: () => place })
    case "Trace":
      return Rows.fromChanges(resource, [], null)
    case "Create":
      return Rows.written(record, { created: true, visible: true })
    default:
      return Rows.found(record, null, { past: { at: "1970-01-01T00:00:00Z", snapshot: "1" } })
  }
}
const services = Context.make(
  ResourceStore,
  ResourceStore.of({ run, unit: (body) => body(run, Effect.void) })
).pipe(
  Context.add(
    SecureRandom.SecureRandom,
    SecureRandom.make((size) => new Uint8Array(size))
  )
)

const origin = { origin: "https://app.example" }
const json = { ...origin, "content-type": "application/json" }
const sent = (body: unknown) => ({
  method: "POST",
  headers: json,
  body: JSON.stringify(body),
  bodyBytes: 100
})
const shelf = `/shelves/${uid}`

const requests: Readonly<Record<string, readonly [status: number, Parameters<typeof request>[0]]>> = {
  "a list": [200, { path: "/shelves" }],
  "a record": [200, { path: shelf }],
  "a record of the past": [200, { path: shelf, query: [["as_of", "1970-01-01T00:00:00Z"]] }],
  "a create": [201, { path: "/shelves", ...sent({ name: "a" }) }],
  "a history": [200, { path: `${shelf}/history` }],
  "a history with what belongs to it": [200, { path: `${shelf}/history`, query: [["include", "boxes"]] }],
  "the history of all": [200, { path: "/history" }],
  "whose each field is": [200, { path: `${shelf}/blame` }],
  "a batch": [200, { path: "/batch", ...sent({ requests: [{ method: "GET", path: "/shelves" }] }) }],
  "an operation": [200, { path: "/rpc/counts", ...sent({}) }],
  "an undo of nothing": [422, { path: "/undo", ...sent({ request_id: "r-1" }) }],
  "options of a list": [204, { path: "/shelves", method: "OPTIONS" }],
  "options of the history": [204, { path: "/history", method: "OPTIONS" }],
  "a refused query": [400, { path: "/history", query: [["nonsense", "1"]] }],
  "no address": [404, { path: "/nothing/at/all/here" }]
}

/** The names of headers that a response has more than once. */
const repeated = (headers: ReadonlyArray<readonly [string, string]>) => {
  const names = headers.map(([name]) => name)
  return names.filter((name, at) => names.indexOf(name) !== at)
}

describe("an answer", () => {
  for (const [name, [status, sketch]] of Object.entries(requests)) {
    it.effect(`has each header once, and all that is common: ${name}`, () =>
      Effect.gen(function* () {
        const { response, shorter } = yield* answer(request({ headers: origin, ...sketch }), ann)
        assert.strictEqual(response.status, status, String(response.body))
        const cut = shorter?.(() => true) ?? null
        for (const { headers } of cut === null ? [response] : [response, cut]) {
          assert.deepStrictEqual(repeated(headers), [])
          assert.includeMembers(
            headers.map(([name]) => name),
            ["vary", "x-request-id", "referrer-policy", "access-control-allow-origin"]
          )
        }
      }).pipe(Effect.provideContext(services))
    )
  }
})
