// @effect-diagnostics asyncFunction:off
/** Row level security for the role that we come as: what it hides is absent, what it refuses is refused. */
import * as Effect from "effect/Effect"
import { randomUUID } from "node:crypto"
import { afterEach, assert, describe, test } from "vitest"
import { create, get, list, remove, update } from "../commands.ts"
import { json, type Opened, openStore, outcome, servers } from "../database.ts"
import { acts, other, sentences, uid, writes } from "./acts.ts"
import { fresh, row, stage, table, Things } from "./things.ts"

describe.each(servers())("on %s", (_, template) => {
  const { given, url } = stage(template)
  let own: Opened | undefined
  let undo: () => Promise<unknown> = () => Promise.resolve()
  afterEach(async () => {
    await own?.close()
    await undo()
  })

  /** A role of the test's own, to whom these policies apply, and a trial as that role. */
  const secured = async (policies: string) => {
    const role = `kept_${randomUUID().slice(0, 8)}`
    const trial =
      await given(`create role ${role} login password 'kept'; ${table()}; alter table shelf.things enable row level security; ${policies};
      grant usage on schema shelf, audit to ${role}; grant all on all tables in schema shelf, audit to ${role}`)
    undo = () => trial.direct.query(`drop owned by ${role}; drop role ${role};`)
    const as = Object.assign(new URL(url()), { username: role, password: "kept" }).href
    own = await openStore({ url: as, connections: 2 })
    return { trial: { ...trial, opened: own }, as }
  }
  const reading = "create policy reading on shelf.things for select using (true)"
  const note =
    'Note: shelf.things has row level security for this role: what it hides is absent for resource "things", and what it refuses is answered with 403'

  test("what no policy lets be written is refused as such, and what none lets be seen is absent", async () => {
    const { trial, as } = await secured(reading)
    assert.deepStrictEqual(await acts(trial), {
      create: "RowSecured",
      "put new": "RowSecured",
      update: "RecordNotFound",
      "put over": "RowSecured",
      delete: "RecordNotFound"
    })
    assert.deepStrictEqual(await sentences(as, Things), [note])
  })

  test("values that a policy's check refuses are refused", async () => {
    const { trial } = await secured(
      `${reading}; create policy writing on shelf.things for all using (true) with check (rank < 7)`
    )
    const refused = {
      create: "RowSecured",
      "put new": "RowSecured",
      update: "RowSecured",
      "put over": "RowSecured"
    }
    assert.deepStrictEqual(await acts(trial), { ...refused, delete: "done" })
    assert.strictEqual(await writes(trial, update(Things, uid, { rank: 6 })), "done")
  })

  test("what a policy hides is absent, and under its uid nothing can be made", async () => {
    const { trial } = await secured("create policy all_but on shelf.things using (title <> 'old')")
    assert.deepStrictEqual(await acts(trial), {
      create: "done",
      "put new": "done",
      update: "RecordNotFound",
      "put over": "WriteSuppressed",
      delete: "RecordNotFound"
    })
    assert.strictEqual(outcome(await trial.opened.run(get(Things, uid))), "RecordNotFound")
    assert.deepStrictEqual(json(await trial.opened.run(list(Things))), [])
  })

  const most =
    "create policy adding on shelf.things for insert with check (true); create policy changing on shelf.things for update using (true)"

  test("what only the policies for delete hide is kept by the database, which is no trigger's doing alone", async () => {
    const { trial } = await secured(
      `${reading}; ${most}; create policy ending on shelf.things for delete using (false)`
    )
    assert.deepStrictEqual(await acts(trial), {
      create: "done",
      "put new": "done",
      update: "done",
      "put over": "done",
      delete: "WriteSuppressed"
    })
    await trial.direct.query(`${fresh()};`)
    const failure = await Effect.runPromise(Effect.flip(trial.opened.store.run(remove(Things, uid))))
    assert.strictEqual(
      failure.message,
      `The database gave no row for a write of things ${uid}: a trigger of its table keeps it back, or row level security or a view hides it. Nothing of the write remains.`
    )
  })

  test("whoever changes or deletes a row locks it, which asks the policies for update", async () => {
    const { trial } = await secured(
      `${reading}; create policy ending on shelf.things for delete using (true)`
    )
    assert.strictEqual(await writes(trial, remove(Things, uid)), "RecordNotFound")
  })

  test("values that would be hidden at once are refused, and those of a hidden row are taken", async () => {
    const { trial } = await secured(
      `create policy reading on shelf.things for select using (title <> 'new'); ${most}`
    )
    const refused = {
      create: "RowSecured",
      "put new": "RowSecured",
      update: "RowSecured",
      "put over": "RowSecured"
    }
    assert.deepStrictEqual(await acts(trial), { ...refused, delete: "WriteSuppressed" })
    await trial.direct.query("alter table shelf.things add constraint ranks unique (rank)")
    const taken = { ...trial, fresh: `${fresh()}; ${row("new", 5, other)}` }
    assert.strictEqual(await writes(taken, create(Things, { title: "x", rank: 5 }, randomUUID())), "Conflict")
  })
})
