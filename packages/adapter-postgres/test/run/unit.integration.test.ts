// @effect-diagnostics asyncFunction:off
import type { Run } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { afterEach, assert, beforeEach, describe, test } from "vitest"
import { create, get, list, update } from "../commands.ts"
import { connect, type Direct, makeDatabase, type Opened, openStore } from "../database.ts"
import { Books } from "../shelf.ts"

const uid = "0198a000-0000-7000-8000-000000000001"
const emma = { title: "Emma" }
let url: string
let direct: Direct
let opened: Opened

beforeEach(async () => {
  url = await makeDatabase()
  direct = await connect(url)
  opened = await openStore({ url })
})
afterEach(() => Promise.all([opened.close(), direct.close()]))

const unit = async <A, E extends { readonly _tag: string }>(body: (run: Run) => Effect.Effect<A, E>) => {
  const answer = await Effect.runPromise(Effect.result(opened.store.unit(body)))
  return Result.isSuccess(answer) ? "done" : answer.failure._tag
}

const readAndUpdate = (run: Run) =>
  Effect.andThen(run(get(Books, uid)), run(update(Books, uid, { copies: 3 })))

/** The store's session has begun under a setting that holds no more. */
const begunUnder = async (setting: string) => {
  const database = new URL(url).pathname.slice(1)
  await opened.close()
  await direct.query(`alter database "${database}" set ${setting};`)
  opened = await openStore({ url })
  await opened.run(list(Books))
  await direct.query(`alter database "${database}" reset all;`)
}

describe("a unit heals on a connection", () => {
  test("that was read-only when it began", async () => {
    await begunUnder("default_transaction_read_only = on")
    assert.strictEqual(await unit((run) => run(create(Books, emma, uid))), "done")
  })

  test("that was read-only, where its body goes on after that", async () => {
    await begunUnder("default_transaction_read_only = on")
    assert.strictEqual(await unit((run) => Effect.ignore(run(create(Books, emma, uid)))), "done")
    assert.deepStrictEqual(await direct.query("select count(*) from shelf.books"), [["1"]])
  })

  test("whose prepared statements met another type of a column", async () => {
    await opened.run(create(Books, emma, uid))
    assert.strictEqual(await unit(readAndUpdate), "done")
    await direct.query("alter table shelf.books alter column title type varchar(300);")
    assert.strictEqual(await unit(readAndUpdate), "done")
    await direct.query("alter table shelf.books alter column title type text;")
    assert.strictEqual(await unit(readAndUpdate), "done")
  })
})
