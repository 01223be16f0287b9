// @effect-diagnostics asyncFunction:off
/** Triggers that change, cancel or raise, and those that write the same row. */
import { Field, Resource } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import { assert, describe, test } from "vitest"
import { create, update } from "../commands.ts"
import { openStore, servers } from "../database.ts"
import { everyone } from "../shelf.ts"
import { acts, all, other, sentences, shown, toldOf, uid, writes } from "./acts.ts"
import { fields, stage, table, Things, trigger } from "./things.ts"

describe.each(servers())("on %s", (_, template) => {
  const { given, url } = stage(template)

  test("what a trigger makes of the values before the write is told by the answer, and by the trail", async () => {
    const trial = await given(
      `${table()}; ${trigger("before insert or update", "new.title = upper(new.title); return new;")}`
    )
    assert.deepStrictEqual(await acts(trial), all("done"))
    await writes(trial, update(Things, uid, { title: "new", rank: 2 }))
    const told = ["NEW", 2]
    assert.deepStrictEqual(await shown(trial, ["title", "rank"]), { get: told, list: told, history: told })
    assert.deepStrictEqual(await sentences(url(), Things), [
      'Note: shelf.things has the trigger "reacts" (before insert or update of each row): a row that it keeps back is answered as a conflict, and nothing of that write remains; uids, versions and instants are not for it to set'
    ])
  })

  test("what a trigger fills before the write need be neither declared nor sent", async () => {
    const filled = trigger("before insert or update", "new.words = lower(new.title); return new;")
    const trial = await given(`${table()}; alter table shelf.things add words text not null; ${filled}`, {
      fresh: `delete from shelf.things; insert into shelf.things (uid, title, rank, words, version, created_at, last_updated_at)
        values ('${uid}', 'old', 1, 'old', 1, '2026-01-01Z', '2026-01-01Z')`
    })
    assert.deepStrictEqual(await acts(trial), all("done"))
    const Worded = Resource.make("things", {
      table: "shelf.things",
      ...everyone,
      fields: { ...fields, words: Field.generated(Field.text) }
    })
    assert.deepStrictEqual(await acts({ ...trial, resource: Worded }), all("done"))
    for (const resource of [Things, Worded])
      assert.deepStrictEqual(
        (await sentences(url(), resource)).map((sentence) => sentence.slice(0, 51)),
        ['Note: shelf.things has the trigger "reacts" (before']
      )
  })

  test("what a trigger writes to the same row after it is missing in the trail, as verifySchema says", async () => {
    const again =
      "if pg_trigger_depth() < 2 then update shelf.things set rank = 99 where uid = new.uid; end if;"
    const trial = await given(`${table()}; ${trigger("after insert or update", `${again} return null;`)}`)
    assert.deepStrictEqual(await acts(trial), all("done"))
    await writes(trial, update(Things, uid, { title: "new", rank: 2 }))
    const now = ["new", 99]
    assert.deepStrictEqual(await shown(trial, ["title", "rank"]), {
      get: now,
      list: now,
      history: ["new", 2]
    })
    assert.deepStrictEqual(await sentences(url(), Things), [
      'Note: shelf.things has the trigger "reacts" (after insert or update of each row): what it changes in the same row is missing in the answer, its tag and the trail'
    ])
  })

  test("a trigger that makes another record of the one that is asked for keeps it from being written", async () => {
    const trial = await given(
      `${table()}; ${trigger("before insert or update", "new.uid = gen_random_uuid(); return new;")}`
    )
    const suppressed = {
      "put new": "WriteSuppressed",
      update: "WriteSuppressed",
      "put over": "WriteSuppressed"
    }
    assert.deepStrictEqual(await acts(trial), { ...all("done"), ...suppressed })
  })

  test("a trigger that changes the row which it is asked about keeps it from being written", async () => {
    const again = "update shelf.things set rank = 99 where uid = old.uid;"
    const trial = await given(
      `${table()}; ${trigger("before update or delete", `if pg_trigger_depth() < 2 then ${again} end if; return coalesce(new, old);`)}`
    )
    const suppressed = { update: "WriteSuppressed", "put over": "WriteSuppressed", delete: "WriteSuppressed" }
    assert.deepStrictEqual(await acts(trial), { ...all("done"), ...suppressed })
  })

  test.each(["after insert or update or delete", "before insert or update or delete"])(
    "a trigger that raises (%s) refuses the write with its code, and without its words",
    async (when) => {
      const trial = await given(`${table()}; ${trigger(when, "raise 'not %', 7 using errcode = '45123';")}`)
      assert.deepStrictEqual(await acts(trial), all("WriteRaised 45123"))
    }
  )

  test("a statement's trigger that raises does so too", async () => {
    const trial =
      await given(`${table()}; create function shelf.react() returns trigger language plpgsql as $$begin
        raise 'no'; end$$;
      create trigger reacts after insert or update on shelf.things for each statement execute function shelf.react()`)
    assert.deepStrictEqual(await acts(trial), { ...all("WriteRaised P0001"), delete: "done" })
    assert.deepStrictEqual(await sentences(url(), Things), [])
  })

  test("one that raises at the end of the transaction refuses the write alike, alone and in a unit", async () => {
    const trial =
      await given(`${table()}; create function shelf.react() returns trigger language plpgsql as $$begin
        if new.title = 'new' then raise 'late'; end if; return null; end$$;
      create constraint trigger reacts after insert or update on shelf.things deferrable initially deferred for each row execute function shelf.react()`)
    assert.deepStrictEqual(await acts(trial), { ...all("WriteRaised P0001"), delete: "done" })
  })

  describe("the words of a trigger", () => {
    const raising = `${table()}; ${trigger("before insert", "raise 'secret %', new.title;")}`
    const command = create(Things, { title: "Emma" }, other)

    test("are no part of the failure, also where a unit's body caught it", async () => {
      const { opened } = await given(raising)
      const caught = opened.store.unit((run) => Effect.catch(run(command), () => run(command)))
      for (const told of [opened.store.run(command), caught]) {
        const failure = await Effect.runPromise(Effect.flip(told))
        assert.strictEqual(failure._tag === "WriteRaised" && failure.detail, null)
      }
    })

    test("are told where the author lets clients read them", async () => {
      await given(raising)
      const opened = await openStore({ url: url(), raisedMessages: true })
      const failure = await Effect.runPromise(Effect.flip(opened.store.run(command)))
      assert.strictEqual(failure._tag === "WriteRaised" && failure.detail, "secret Emma")
      assert.strictEqual(await toldOf(() => opened.run(command)), "WriteRaised P0001")
      await opened.close()
    })
  })

  test("what a trigger breaks in another table names no field of this one, though its columns are called alike", async () => {
    const kept = "create table shelf.kept (title text primary key, rank integer not null)"
    const trial = await given(
      `${table()}; ${kept}; insert into shelf.kept values ('twice', 1); ${trigger("before insert or update", "insert into shelf.kept values (new.title, new.rank); return new;")}`
    )
    assert.strictEqual(await writes(trial, update(Things, uid, { title: "twice", rank: 2 })), "Conflict")
    assert.strictEqual(await writes(trial, create(Things, { title: "once" }, other)), "ConstraintViolated -")
  })
})
