// @effect-diagnostics asyncFunction:off
/** Several sandboxes behind one pooler that hands each transaction any session, whatever is prepared there. */
import { Access, Resource } from "@pgcrest/core"
import { PgBouncer } from "@pgcrest/testkit/postgres"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { afterAll, assert, beforeAll, describe, test } from "vitest"
import { create, get, list, update, where } from "./commands.ts"
import { type Answer, connect, json, makeDatabase, type Opened, openStore, outcome } from "./database.ts"

const uid = "0198a000-0000-7000-8000-000000000001"
const sandboxes = ["salt", "iron", "clay", "wood"]
const requests = 5000

/** Of one form, so that a statement for one takes the parameters of another, and answers with as many cells. */
const resources = sandboxes.map((name) =>
  Resource.make(name, {
    fields: { holder: Schema.String },
    access: {
      list: Access.everyone,
      get: Access.everyone,
      create: Access.everyone,
      update: Access.everyone
    }
  })
)

const program = PgBouncer.find()
if (program === null) {
  test("a pooler without support for prepared statements", ({ skip }) =>
    skip("there is no pgbouncer on the PATH or in /usr/sbin"))
} else {
  let pooler: PgBouncer.Pooler
  let stores: ReadonlyArray<Opened>

  beforeAll(async () => {
    const database = await makeDatabase()
    const direct = await connect(database)
    for (const name of sandboxes)
      await direct.query(
        `create table ${name} (uid uuid primary key, holder text not null, version bigint not null,
          created_at timestamptz not null, last_updated_at timestamptz not null, creator_uid text, last_updater_uid text);
        insert into ${name} values ('${uid}', '${name}', 1, now(), now(), null, null);`
      )
    await direct.close()
    pooler = await PgBouncer.start(program, database, 2)
    // All requests come at once, and the last waits for a connection as long as they all take.
    const url = `${pooler.url}?connect_timeout=60`
    stores = await Promise.all(sandboxes.map(() => openStore({ url, connections: 4 })))
  })
  afterAll(async () => {
    await Promise.all(stores.map((store) => store.close()))
    await pooler.stop()
  })

  describe("behind a pooler without support for prepared statements", () => {
    test("a sandbox never gets what another has prepared under its name", async () => {
      const [salt = never(), iron = never()] = resources
      const [ofSalt, ofIron] = [await openStore({ url: pooler.url }), await openStore({ url: pooler.url })]
      const [one, two] = [await connect(pooler.url), await connect(pooler.url)]
      // Of two sessions one is taken, so that everybody else is on the other: first salt's, then iron's, then each.
      await one.query("begin")
      const answers = [await ofSalt.run(get(salt, uid))]
      await two.query("begin")
      await one.query("rollback")
      answers.push(await ofIron.run(get(iron, uid)), await ofSalt.run(get(salt, uid)))
      await two.query("rollback")
      assert.deepStrictEqual(
        answers.flatMap(json).map(({ holder }) => holder),
        ["salt", "iron", "salt"]
      )
      await Promise.all([ofSalt.close(), ofIron.close(), one.close(), two.close()])
    })

    test("every sandbox gets its own records, and every request an answer", async () => {
      const asked = Array.from({ length: requests }, async (_, n) => {
        const at = n % sandboxes.length
        const [resource, store] = [resources[at] ?? never(), stores[at] ?? never()]
        const filter = where("holder", "neq", `${n}`, resource)
        const command =
          n % 11 === 0
            ? update(resource, uid, { holder: resource.name })
            : n % 3 === 0
              ? list(resource, { filter })
              : get(resource, uid)
        return { name: resource.name, answer: await store.run(command).catch(() => null) }
      })
      const told = new Map<string, number>()
      for (const { name, answer } of await Promise.all(asked)) {
        const what = answer === null ? "defect" : whose(answer, name)
        told.set(what, (told.get(what) ?? 0) + 1)
      }
      assert.deepStrictEqual([...told], [["own", requests]])
    })

    test("a unit whose statements the pooler does not know runs again as a whole", async () => {
      const fresh = await openStore({ url: pooler.url, connections: 4 })
      const [resource = never()] = resources
      const units = Array.from({ length: 40 }, (_, n) =>
        fresh.store.unit((run) =>
          Effect.andThen(run(get(resource, uid)), run(create(resource, { holder: `${n}` })))
        )
      )
      await Effect.runPromise(Effect.all(units, { concurrency: 8 }))
      const answer = await fresh.run(
        list(resource, { filter: where("holder", "neq", resource.name, resource) })
      )
      assert.lengthOf(json(answer), 40)
      await fresh.close()
    })
  })
}

function whose(answer: Answer, name: string): string {
  if (outcome(answer) !== "done") return outcome(answer)
  return json(answer)
    .map(({ holder }) => (holder === name ? "own" : "foreign"))
    .join()
}

function never(): never {
  throw new Error("there is no such sandbox")
}
