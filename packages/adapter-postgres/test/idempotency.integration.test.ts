// @effect-diagnostics asyncFunction:off
/** Writes under an idempotency key: storms, lost answers, what is kept and how it is erased. */
import {
  type AuditedCommand,
  authorise,
  type IdempotencyKey,
  type Keeping,
  Predicate,
  Projection,
  Resource,
  stamp
} from "@pgcrest/core"
import { createServer, connect as dial, type Server, type Socket } from "node:net"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { afterEach, assert, beforeEach, describe, expect, test } from "vitest"
import { makeCompile } from "../src/compiling/compile.ts"
import { ann, create, remove, replace, update } from "./commands.ts"
import {
  type Answer,
  connect,
  type Direct,
  makeDatabase,
  type Opened,
  openStore,
  outcome,
  servers,
  sqlFile
} from "./database.ts"
import { Books, everyone } from "./shelf.ts"

const key: IdempotencyKey = { key: "k", request: "the request" }
/** The same command under a key. */
const under = ({ command, stamp: { at, uid } }: AuditedCommand, asked: IdempotencyKey = key) =>
  stamp(command, ann, at, uid, [], asked)

const rowsOf = (answer: Answer) => Result.getOrThrow(answer)
const isReplayed = (answer: Answer) => "replayed" in rowsOf(answer)
const uid = "0198a000-0000-7000-8000-000000000001"

/** Forwards to a server, and loses the next answer of the server's when it is told to, connection and all. */
const makeLosing = async (url: string) => {
  const { hostname, port } = new URL(url)
  const sockets = new Set<Socket>()
  let isLost = false
  const server: Server = createServer((client) => {
    const upstream = dial(Number(port), hostname)
    for (const socket of [client, upstream]) sockets.add(socket.on("error", () => {}))
    client.pipe(upstream)
    upstream.on("data", (chunk) => {
      if (!isLost) return client.write(chunk)
      isLost = false
      client.destroy()
      return upstream.destroy()
    })
    client.on("close", () => upstream.destroy())
    upstream.on("close", () => client.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const address = server.address()
  const own = Object.assign(new URL(url), {
    hostname: "127.0.0.1",
    port: String(address !== null && typeof address === "object" ? address.port : 0)
  })
  return {
    url: own.href,
    loseNext: () => {
      isLost = true
    },
    close: () => {
      for (const socket of sockets) socket.destroy()
      return new Promise<void>((resolve) => server.close(() => resolve()))
    }
  }
}

describe.each(servers())("an idempotency key on %s", (_, template) => {
  let url: string
  let direct: Direct
  let opened: Opened

  beforeEach(async () => {
    url = await makeDatabase(template)
    direct = await connect(url)
    opened = await openStore({ url, connections: 12 })
  })
  afterEach(() => Promise.all([opened.close(), direct.close()]))

  const counts = async () => {
    const [row = []] = await direct.query(
      "select (select count(*) from shelf.books), (select count(*) from audit.change), (select count(*) from audit.idempotency)"
    )
    return row.map(Number)
  }
  /** Runs all at once, and tells how many were made and how many were told again. */
  const storm = async (commands: ReadonlyArray<AuditedCommand>) => {
    const answers = await Promise.all(commands.map(opened.run))
    assert.deepStrictEqual(new Set(answers.map(outcome)), new Set(["done"]))
    assert.strictEqual(new Set(answers.map((answer) => rowsOf(answer).json())).size, 1)
    const again = answers.filter(isReplayed).length
    return [answers.length - again, again]
  }
  const times = <A>(make: () => A) => Array.from({ length: 48 }, make)

  test("makes one of 48 creates at once on 12 connections, and tells it to 47", async () => {
    const made = times(() => under(create(Books, { title: "Emma", isbn: "1" })))
    assert.deepStrictEqual(await storm(made), [1, 47])
    assert.deepStrictEqual(await counts(), [1, 1, 1])
  })

  test("makes one of 48 updates at once that expect the version before, and of 48 deletes", async () => {
    await opened.run(create(Books, { title: "Emma" }, uid))
    const updates = times(() => under(update(Books, uid, { title: "Persuasion" }, { match: ["1"] })))
    assert.deepStrictEqual(await storm(updates), [1, 47])
    const deletes = times(() => under(remove(Books, uid), { key: "d", request: "delete" }))
    assert.deepStrictEqual(await storm(deletes), [1, 47])
    assert.deepStrictEqual(await counts(), [0, 3, 2])
  })

  test("makes one of 48 replaces at once that find nothing", async () => {
    assert.deepStrictEqual(await storm(times(() => under(replace(Books, uid, { title: "Emma" })))), [1, 47])
    assert.deepStrictEqual(await counts(), [1, 1, 1])
  })

  test("makes one of 48 units at once", async () => {
    let runs = 0
    const keeping: Keeping<string> = {
      ...key,
      actor: "ann",
      print: (text) => ({ form: "text", resource: "", uids: [], created: false, text }),
      read: ({ text }) => `${text}, again`
    }
    const unit = () =>
      Effect.runPromise(
        opened.store.unit((run) => {
          runs += 1
          return Effect.as(run(create(Books, { title: "Emma", isbn: "1" })), "done")
        }, keeping)
      )
    const answers = await Promise.all(times(unit))
    assert.strictEqual(answers.filter((answer) => answer === "done").length, 1)
    assert.strictEqual(answers.filter((answer) => answer === "done, again").length, 47)
    assert.isAbove(runs, 0)
    assert.deepStrictEqual(await counts(), [1, 1, 1])
  })

  test("a write whose answer was lost is sent again by the store, and happens once; without a key nobody knows", async () => {
    const losing = await makeLosing(url)
    const through = await openStore({ url: losing.url })
    await through.run(create(Books, { title: "warm" }))
    losing.loseNext()
    const lost = await through.run(create(Books, { title: "Emma" }))
    assert.strictEqual(outcome(lost), "StoreUnavailable")
    // On a connection that stands: the answer to its login is none of a write's.
    await through.run(create(Books, { title: "warm again" }))
    losing.loseNext()
    const kept = await through.run(under(create(Books, { title: "Persuasion" })))
    assert.isTrue(isReplayed(kept))
    const found = await direct.query("select count(*) from shelf.books where title = 'Persuasion'")
    assert.deepStrictEqual(found, [["1"]])
    await through.close()
    await losing.close()
  })

  test("tells a write of many again without doing it again", async () => {
    await opened.run(create(Books, { title: "Emma" }, uid))
    const many = stamp(
      {
        _tag: "UpdateMany",
        permit: Result.getOrThrow(authorise(Books, "update", ann)),
        filter: Predicate.always,
        most: null,
        values: { title: "Persuasion" },
        merge: false,
        projection: Projection.whole(Books)
      },
      ann,
      "2026-11-25T08:30:00Z",
      null,
      [],
      key
    )
    const first = await opened.run(many)
    await direct.query("begin; select from shelf.books for update;")
    // Locked by somebody else, it would have to wait.
    const second = await opened.run(many)
    await direct.query("commit;")
    assert.strictEqual(rowsOf(second).json(), rowsOf(first).json())
    assert.isTrue(isReplayed(second))
  })

  test("an erased answer is told as if nobody read it, and a purged key is new", async () => {
    const first = under(create(Books, { title: "Emma" }, uid))
    const second = under(update(Books, uid, { title: "Persuasion" }), { key: "u", request: "u" })
    await opened.run(first)
    await opened.run(second)
    await opened.run(under(create(Books, { title: "another" }), { key: "o", request: "o" }))
    assert.deepStrictEqual(await direct.query("select audit.erase_outcomes('books', $1)", [uid]), [["2"]])
    const left = await direct.query("select answer from audit.idempotency where answer is not null")
    assert.strictEqual(left.length, 1)
    assert.notInclude(String(left[0]), "Emma")
    const told = rowsOf(await opened.run(first))
    assert.deepInclude(
      { ...told },
      { _tag: "Written", created: true, visible: false, count: 0, replayed: true }
    )
    assert.deepStrictEqual(told.keys(), [{ uid, version: null }])
    assert.deepInclude({ ...rowsOf(await opened.run(second)) }, { created: false, replayed: true })
    assert.deepStrictEqual(await direct.query("select audit.purge_outcomes()"), [["0"]])
    assert.deepStrictEqual(await direct.query("select audit.purge_outcomes(interval '0')"), [["3"]])
    assert.isFalse(isReplayed(await opened.run(second)))
  })

  test("reaches the records beside the answer of a unit", async () => {
    const keeping: Keeping<string | null> = {
      ...key,
      actor: "ann",
      print: (text) => ({ form: "text", resource: "", uids: [], created: false, text }),
      read: ({ text }) => text
    }
    const unit = () =>
      Effect.runPromise(
        opened.store.unit(
          (run) => Effect.map(run(create(Books, { title: "Emma" }, uid)), () => "Emma"),
          keeping
        )
      )
    assert.strictEqual(await unit(), "Emma")
    assert.deepStrictEqual(await direct.query("select audit.erase_outcomes('books', $1)", [uid]), [["1"]])
    assert.isNull(await unit())
  })

  test("what was kept with other fields is told as if nobody read it", async () => {
    const described = { table: "shelf.headings", access: everyone.access }
    const Before = Resource.make("headings", { ...described, fields: { title: Schema.String } })
    await opened.run(under(create(Before, { title: "x" }, uid)))
    const Less = Resource.make("headings", {
      ...described,
      audit: { creator_uid: false },
      fields: { title: Schema.String }
    })
    const told = rowsOf(await opened.run(under(create(Less, { title: "x" }, uid))))
    assert.deepInclude({ ...told }, { created: true, visible: false, count: 0, replayed: true })
    assert.strictEqual(rowsOf(await opened.run(under(create(Before, { title: "x" }, uid)))).count, 1)
  })

  test("is kept by a role with the grants of grants.sql, which can neither change nor forge what is kept", async () => {
    const role = `app_${crypto.randomUUID().slice(0, 8)}`
    const grants = (await sqlFile("grants.sql")).replaceAll("library", "shelf").replaceAll(/\bapp\b/gu, role)
    await direct.query(`create role ${role} login password 'app'; ${grants}`)
    const own = Object.assign(new URL(url), { username: role, password: "app" }).href
    const [app, store] = [await connect(own), await openStore({ url: own })]
    const command = under(create(Books, { title: "Emma" }, uid))
    assert.isFalse(isReplayed(await store.run(command)))
    assert.isTrue(isReplayed(await store.run(command)))
    for (const text of [
      "update audit.idempotency set answer = 'x'",
      "delete from audit.idempotency",
      "insert into audit.idempotency (caller, key, request, form, resource, uids, created, at) values ('a', 'b', '', '', '', '{}', true, now())",
      "select audit.purge_outcomes('1 day')",
      "select audit.erase_outcomes('books', 'x')"
    ]) {
      const refused = await app.query(text).then(
        () => null,
        (error: { readonly code?: string }) => error.code
      )
      assert.strictEqual(refused, "42501", text)
    }
    await Promise.all([app.close(), store.close()])
    await direct.query(`drop owned by ${role}; drop role ${role};`)
  })
})

test("a write under a key keeps the rows that it answers", () => {
  const Headings = Resource.make("headings", {
    table: "shelf.headings",
    fields: { title: Schema.String },
    audit: { created_at: false, creator_uid: false, last_updater_uid: false },
    access: everyone.access
  })
  const { text, values } = makeCompile({ named: false })(under(create(Headings, { title: "x" }, uid)))
  expect(`${text}\n${JSON.stringify(values)}`).toMatchInlineSnapshot(`
    "with "written?" as (
      insert into "shelf"."headings" as record ("uid", "title", "version", "last_updated_at")
      select $1::uuid, $2::text, 1, $3::timestamptz
      from (select 1) as one
      returning record.*
    ),
    "logged?" as (
      insert into audit.change (resource, uid, version, op, at, actor, on_behalf_of, issuer, request_id, client_request_id, trace_id, via, reason, metadata, format, after)
      select 'headings', written."uid"::text, 1, 'create', $3::timestamptz, $4::text, $5::text, $6::text, $7::text, $8::text, $9::text, $10::text, $11::text, $12::jsonb, 1,
        jsonb_build_object('uid', written."uid", 'title', written."title", 'version', written."version", 'last_updated_at', rtrim(rtrim(to_char(written."last_updated_at" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), '0'), '.') || 'Z')
      from (select 1) as one
      left join "written?" as written on true
    ),
    "answer?" ("1?", "2?", "3?", "4?", "5?", "6?", "7?", "8?") as (
    select written."uid", written."title", written."version", written."last_updated_at", written."uid"::text,
      true, null, 'create'
    from "written?" as written
    ),
    "kept?" as (
      insert into audit.idempotency (caller, key, request, form, resource, uids, created, answer)
      select $4::text, $13::text, $14::text, 'dZhRAKlPoD-7exeT', 'headings',
        array[answer."5?"], answer."8?" = 'create', row(answer.*)::text
      from "answer?" as answer
      where answer."8?" in ('create', 'replace', 'update', 'unchanged', 'delete')
    )
    select answer.* from "answer?" as answer
    ["0198a000-0000-7000-8000-000000000001","x","2026-11-25T08:30:00Z","ann",null,null,"r-ann",null,null,null,null,null,"k","4F2nQVeF2FiEwRcPwdexoLhwVqkKMSw8KVftDrqVcb4"]"
  `)
})
