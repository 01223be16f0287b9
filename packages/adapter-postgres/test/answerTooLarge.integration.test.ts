// @effect-diagnostics asyncFunction:off
import type { Predicate } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { afterAll, afterEach, assert, beforeAll, beforeEach, describe, test } from "vitest"
import { create, get, history, list, remove, update, where } from "./commands.ts"
import {
  type Answer,
  connect,
  type Direct,
  json,
  makeDatabase,
  type Opened,
  openStore,
  outcome,
  untilIdle
} from "./database.ts"
import { Books } from "./shelf.ts"

const uid = "0198a000-0000-7000-8000-000000000001"
const gone = "0198a000-0000-7000-8000-000000000003"
const emma = { title: "Emma" }
let url: string
let direct: Direct
let opened: Opened

beforeAll(async () => {
  url = await makeDatabase()
  direct = await connect(url)
  // 10 MB and more as PostgreSQL prints them, some 100 kB as they are stored.
  await direct.query(
    `insert into shelf.books (uid, title, copies, tags, details, version, created_at, last_updated_at, creator_uid)
      select '${uid}', 'huge', 0, '{}', jsonb_agg(1e900), 12, now(), now(), 'ann' from generate_series(1, 12000);
    insert into shelf.books (uid, title, copies, tags, version, created_at, last_updated_at, creator_uid)
      select gen_random_uuid(), repeat('x', 1000000), n, '{}', 1, now(), now(), 'ann' from generate_series(1, 12) n;
    insert into audit.change (resource, uid, version, op, at, actor, after)
      select 'books', '${uid}', n, 'update', now(), 'ann', jsonb_build_object('title', repeat('x', 1000000))
      from generate_series(1, 12) n;
    insert into audit.change (resource, uid, version, op, at, actor, after)
      select 'books', '${gone}', 1, 'create', now(), 'ann', jsonb_build_object('title', repeat('x', 10000000), 'creator_uid', 'ann');`
  )
})
afterAll(() => direct.close())
beforeEach(async () => {
  opened = await openStore({ url })
})
afterEach(() => opened.close())

// By what no write of these tests changes: whether one happened may be unknown.
const others: Predicate.Predicate = where("title", "neq", "huge")
const failure = (answer: Answer) => Result.getOrThrow(Result.flip(answer))

describe("an answer of more than eight megabytes", () => {
  test.each([
    ["a list of one record", list(Books, { filter: where("title", "eq", "huge") })],
    ["a history of one change", history(Books, gone)],
    ["one record, by numbers that are short where they are stored", get(Books, uid)]
  ])("of %s is refused, and the server is left to others", async (_what, command) => {
    assert.deepInclude(failure(await opened.run(command)), {
      _tag: "AnswerTooLarge",
      resource: "books",
      outcomeUnknown: false
    })
    await untilIdle(direct)
    assert.strictEqual(outcome(await opened.run(list(Books, { filter: others, limit: 7 }))), "done")
  })

  test.each([null, "exact", "planned", "capped"] as const)(
    "of a list is its first records, and that there are more; count: %s",
    async (count) => {
      const rows = Result.getOrThrow(await opened.run(list(Books, { filter: others, count, limit: 12 })))
      if (rows._tag !== "Found") return assert.fail("no list")
      assert.isTrue(rows.more)
      assert.isAtLeast(rows.count, 5)
      assert.isAtMost(rows.count, 8)
      assert.lengthOf(rows.values(), rows.count)
      await untilIdle(direct)
      const at = { _tag: "After", place: rows.place(rows.count - 1) } as const
      const rest = Result.getOrThrow(await opened.run(list(Books, { filter: others, at, limit: 12 })))
      assert.strictEqual(rows.count + rest.count, 12)
    }
  )

  test("of a history is its newest changes, and that there are more", async () => {
    const rows = Result.getOrThrow(await opened.run(history(Books, uid)))
    if (rows._tag !== "Changes") return assert.fail("no history")
    assert.isTrue(rows.more)
    assert.isAtLeast(rows.count, 5)
    assert.isAtMost(rows.count, 8)
    assert.deepStrictEqual(
      rows.keys().map(({ version }) => Number(version)),
      Array.from({ length: rows.count }, (_, at) => 12 - at)
    )
    await untilIdle(direct)
    const at = { _tag: "After", place: rows.place(rows.count - 1) } as const
    const rest = Result.getOrThrow(await opened.run(history(Books, uid, { at })))
    assert.strictEqual(rows.count + rest.count, 12)
  })

  test("is one of what the client has asked for: fewer fields of the same records go out", async () => {
    const answer = await opened.run(list(Books, { select: ["uid", "copies"] }))
    assert.lengthOf(json(answer), 13)
    const changes = await opened.run(history(Books, uid, { select: ["version", "actor"] }))
    assert.deepStrictEqual(json(changes)[0], { version: 12, actor: "ann" })
    assert.lengthOf(json(changes), 12)
    assert.lengthOf(json(await opened.run(history(Books, uid, { limit: 1 }))), 1)
  })

  test("leaves unknown whether a write happened", async () => {
    for (const command of [update(Books, uid, { copies: 3 }), remove(Books, uid)]) {
      assert.deepInclude(failure(await opened.run(command)), { _tag: "AnswerTooLarge", outcomeUnknown: true })
      await untilIdle(direct)
    }
  })

  test("is none where a write need not tell the record: it can be mended, and deleted", async () => {
    const huge = "0198a000-0000-7000-8000-000000000002"
    await direct.query(
      `insert into shelf.books (uid, title, copies, tags, details, version, created_at, last_updated_at, creator_uid)
        select '${huge}', 'huge', 0, '{}', jsonb_agg(1e900), 1, now(), now(), 'ann' from generate_series(1, 12000);`
    )
    const changed = await opened.run(update(Books, huge, { copies: 7 }, { select: [] }))
    assert.deepStrictEqual(Result.getOrThrow(changed).keys(), [{ uid: huge, version: "2" }])
    assert.strictEqual(outcome(await opened.run(remove(Books, huge, { select: [] }))), "done")
  })

  test("undoes the unit that it is in, and what the body makes of it does not matter", async () => {
    const before = await direct.query("select count(*) from audit.change")
    const unit = opened.store.unit((run) =>
      Effect.andThen(
        run(create(Books, emma)),
        Effect.catch(run(list(Books, { filter: others })), () => run(list(Books)))
      )
    )
    assert.deepInclude(failure(await Effect.runPromise(Effect.result(unit))), {
      _tag: "AnswerTooLarge",
      outcomeUnknown: false
    })
    await untilIdle(direct)
    assert.deepStrictEqual(await direct.query("select count(*) from audit.change"), before)
  })

  test("is counted for each answer anew", async () => {
    const half = list(Books, { filter: others, limit: 5 })
    for (const command of [half, half, half]) assert.strictEqual(outcome(await opened.run(command)), "done")
    const unit = opened.store.unit((run) => Effect.all([run(half), run(half), run(half)], { concurrency: 3 }))
    assert.lengthOf(await Effect.runPromise(unit), 3)
  })
})
