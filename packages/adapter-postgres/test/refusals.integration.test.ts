// @effect-diagnostics asyncFunction:off
/** The table of what was refused: what stands in it, who may add to it, what is forgotten, and what a database lacks. */
import {
  auditSchema,
  ResourceStorePostgres,
  grants,
  retention,
  verifySchema
} from "@pgcrest/adapter-postgres"
import {
  Access,
  Api,
  Caller,
  Field,
  type KeptRefusal,
  recordRefusal,
  Resource,
  ResourceStore,
  StoreUnavailable
} from "@pgcrest/core"
import { ResourceStoreContract } from "@pgcrest/testkit"
import { PostgresServer } from "@pgcrest/testkit/postgres"
import { readFile } from "node:fs/promises"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { afterAll, assert, beforeAll, describe, inject, test } from "vitest"
import { connect, type Direct, makeDatabase, type Opened, openStore, servers } from "./database.ts"
import { replace } from "./commands.ts"
import { everyone } from "./shelf.ts"

const columns =
  "resource, uid, act, kind, to_char(at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"') as at, actor, on_behalf_of, issuer, request_id, client_request_id, trace_id, via, reason"

let contract: Direct
const database = Effect.promise(async () => {
  const url = await PostgresServer.createDatabase(inject("postgres"))
  contract = await connect(url)
  return url
})
ResourceStoreContract.refusals(
  "PostgreSQL",
  Layer.unwrap(Effect.map(database, (url) => ResourceStorePostgres.layer({ url }))),
  (requestId) =>
    Effect.promise(async () => {
      const asked = `select coalesce(json_agg(kept), '[]') from (select ${columns} from audit.refusal where request_id = $1) as kept`
      const [[told] = []] = await contract.query(asked, [requestId])
      const kept: ReadonlyArray<KeptRefusal> = JSON.parse(String(told))
      return kept
    })
)
afterAll(() => contract?.close())

const Books = Resource.make("books", {
  table: "shelf.headings",
  ...everyone,
  trail: { refusals: true, keep: "P1Y" }
})
const Lists = Resource.make("lists", {
  table: "shelf.headings",
  fields: { title: Field.text },
  trail: { refusals: true },
  access: { list: Access.everyone }
})
const shelf = Api.make("shelf", { resources: [Books] })
const caller = Caller.user("ann")
const refused = { uid: "1", act: "update", kind: "NotPermitted", caller }

describe.each(servers())("on %s, refusals", (_, template) => {
  const role = `app_${crypto.randomUUID().slice(0, 8)}`
  let owner: Direct
  let app: Direct
  let url: string
  let own: string
  let opened: Opened
  beforeAll(async () => {
    url = await makeDatabase(template)
    owner = await connect(url)
    await owner.query(`create role ${role} login password 'app'; ${grants(shelf, { role })}`)
    own = Object.assign(new URL(url), { username: role, password: "app" }).href
    app = await connect(own)
    opened = await openStore({ url: own })
  })
  afterAll(async () => {
    await Promise.all([opened.close(), app.close()])
    await owner.query(`drop owned by ${role}; drop role ${role};`)
    await owner.close()
  })
  const record = (resource: Resource.Resource = Books) =>
    Effect.runPromise(
      Effect.result(
        Effect.provideService(recordRefusal({ resource, ...refused }), ResourceStore, opened.store)
      )
    )
  const count = async (where = "true") =>
    (await owner.query(`select count(*) from audit.refusal where ${where}`)).flat()[0]

  test("are added by a role with the grants of the api, which can neither read, change nor remove them", async () => {
    assert.strictEqual((await record())._tag, "Success")
    assert.strictEqual(await count(), "1")
    for (const text of [
      "select from audit.refusal",
      "update audit.refusal set actor = 'x'",
      "delete from audit.refusal",
      "truncate audit.refusal",
      "drop table audit.refusal"
    ]) {
      const told = await app.query(text).then(
        () => "done",
        (error: Error) => error.message
      )
      assert.match(told, /permission denied|must be owner/u, text)
    }
  })

  test("are forgotten with the changes of their resource, once they are older than these are kept", async () => {
    await owner.query(
      `insert into audit.refusal (resource, kind, at, actor) select name, 'NotPermitted', now() - age, 'old'
       from unnest(array['books', 'lists']) as name, unnest(array['2 years', '1 month']::interval[]) as age`
    )
    const change = replace(
      Books,
      "0198a000-0000-7000-8000-000000000001",
      { title: "a" },
      { at: "2020-01-01T00:00:00Z" }
    )
    await opened.run(change)
    await opened.run({ ...change, stamp: { ...change.stamp, at: "2021-01-01T00:00:00Z" } })
    const [[removed] = []] = await owner.query(retention(shelf).trim().replace(/;$/u, ""))
    assert.strictEqual(removed, "2")
    assert.strictEqual(await count("actor = 'old' and resource = 'books'"), "1")
    assert.strictEqual(await count("actor = 'old' and resource = 'lists'"), "2")
  })

  test("are read as docs/audit.md shows", async () => {
    const page = await readFile(new URL("../../../docs/audit.md", import.meta.url), "utf8")
    const [, block = ""] = /```sql\n([^`]*audit\.refusal[^`]*)```/u.exec(page) ?? []
    const queries = block.split(";\n").filter((text) => text.trim() !== "")
    assert.lengthOf(queries, 2)
    for (const query of queries) await owner.query(query.replaceAll("'dossiers'", "'books'"))
  })

  test("are a table that verifySchema asks for where a resource does, and that the upgrade makes", async () => {
    const faults = async (resource: Resource.Resource) =>
      (await Effect.runPromise(verifySchema(Api.make("shelf", { resources: [resource] }), { url: own }))).map(
        ({ message }) => message
      )
    assert.notInclude((await faults(Lists)).join(), "audit.refusal")
    await owner.query(`revoke insert on audit.refusal from ${role};`)
    assert.include((await faults(Lists)).join(), "audit.refusal")
    await owner.query("drop table audit.refusal;")
    assert.include((await faults(Lists)).join(), "audit.refusal is missing: run sql/audit.sql")
    const Quiet = Resource.make("lists", {
      table: "shelf.headings",
      fields: { title: Field.text },
      access: { list: Access.everyone }
    })
    assert.notInclude((await faults(Quiet)).join(), "audit.refusal")
    const told = await record()
    assert.strictEqual(told._tag, "Failure")
    if (told._tag === "Failure") {
      assert.instanceOf(told.failure, StoreUnavailable)
      assert.isFalse(told.failure.outcomeUnknown)
      assert.include(told.failure.message, "audit.refusal")
    }
    await owner.query(auditSchema)
    await owner.query(grants(shelf, { role }))
    assert.strictEqual((await record())._tag, "Success")
    assert.strictEqual(await count(), "1")
  })
})
