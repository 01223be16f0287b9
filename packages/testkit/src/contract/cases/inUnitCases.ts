/** Contract: several uses of a store as one unit, with units inside it. */
import { assert } from "@effect/vitest"
import { inUnit, ResourceStore, type Run } from "@pgcrest/core"
import * as Cause from "effect/Cause"
import * as Data from "effect/Data"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import { create, get, history } from "../asking/ask.ts"
import { inGroups } from "../asking/by.ts"
import { byHook, type Cases, column, fresh, one, refusal, uidOf } from "../asking/cases.ts"
import { hooked } from "../asking/hooked.ts"
import { copiesOf, title } from "../asking/lending.ts"
import { creating, replacing, updating } from "../asking/stamped.ts"
import { together } from "../asking/together.ts"
import { Letters, Loans, Notes, Parts } from "../declared/resources.ts"

class Refused extends Data.TaggedError("Refused") {}

type Store = ResourceStore["Service"]

const asOne = <A, E, R>(body: (inside: Store) => Effect.Effect<A, E, R>) =>
  Effect.flatMap(ResourceStore, (store) => inUnit(store, body))
/** What is asked as if alone, as a step of the unit. */
const within = <A, E, R>(inside: Store, asked: Effect.Effect<A, E, R>) =>
  Effect.provideService(asked, ResourceStore, inside)
const replaceIn = (run: Run, uid: string, body: string) =>
  Effect.flatMap(replacing(Notes, uid, { body }), run)

/** Nothing of it may remain: neither the record nor a change. */
const nothing = Effect.fnUntraced(function* (uid: string) {
  assert.strictEqual((yield* refusal(get(Notes, uid)))["_tag"], "RecordNotFound")
  assert.strictEqual((yield* refusal(history(Notes, uid)))["_tag"], "RecordNotFound")
})

export const inUnitCases = (it: Cases): void => {
  it.effect("commits what units inside a unit wrote with what is beside them, and reads it meanwhile", () =>
    Effect.gen(function* () {
      const [first, second] = [yield* fresh, yield* fresh]
      const bodies = yield* asOne((inside) =>
        Effect.gen(function* () {
          yield* replaceIn(inside.run, first, "a")
          yield* inside.unit((run) => Effect.andThen(replaceIn(run, second, "b"), replaceIn(run, first, "c")))
          const read = yield* Effect.forEach([first, second], (uid) => within(inside, get(Notes, uid)))
          return read.map((rows) => one(rows)["body"])
        })
      )
      assert.deepStrictEqual(bodies, ["c", "b"])
      assert.deepStrictEqual(column(yield* history(Notes, first), "version"), [2n, 1n])
      assert.strictEqual(one(yield* get(Notes, second))["body"], "b")
    })
  )

  it.effect("leaves nothing where a unit inside it failed, and ends as its body does", () =>
    Effect.gen(function* () {
      const [before, inner] = [yield* fresh, yield* fresh]
      const failed = asOne((inside) =>
        Effect.andThen(
          replaceIn(inside.run, before, "x"),
          inside.unit((run) => Effect.andThen(replaceIn(run, inner, "y"), new Refused()))
        )
      )
      assert.deepStrictEqual(yield* refusal(failed), { _tag: "Refused" })
      yield* Effect.forEach([before, inner], nothing)
    })
  )

  it.effect("dies, and leaves nothing, where its body goes on after a unit inside it failed", () =>
    Effect.gen(function* () {
      const [before, inner, after] = [yield* fresh, yield* fresh, yield* fresh]
      const exit = yield* Effect.exit(
        asOne((inside) =>
          Effect.gen(function* () {
            yield* replaceIn(inside.run, before, "x")
            const unit = inside.unit((run) => Effect.andThen(replaceIn(run, inner, "y"), new Refused()))
            yield* Effect.ignore(unit)
            const late = [replaceIn(inside.run, after, "z"), inside.unit((run) => replaceIn(run, after, "z"))]
            const told = yield* Effect.forEach(late, (step) => refusal(step))
            return assert.deepStrictEqual(
              told.map(({ _tag }) => _tag),
              ["StoreBusy", "StoreBusy"]
            )
          })
        )
      )
      assert.isTrue(Exit.isFailure(exit) && Cause.hasDies(exit.cause))
      assert.match(String(Exit.isFailure(exit) && Cause.squash(exit.cause)), /A unit inside another failed/u)
      yield* Effect.forEach([before, inner, after], nothing)
    })
  )

  it.effect("ends with a constraint's failure that a unit inside it met, whoever caught it", () =>
    Effect.gen(function* () {
      const [uid, code] = [yield* fresh, yield* fresh]
      yield* create(Parts, { name: "x", code })
      const taken = yield* creating(Parts, code, { name: "y", code })
      const failed = asOne((inside) =>
        Effect.andThen(
          replaceIn(inside.run, uid, "x"),
          Effect.result(inside.unit((run) => Effect.ignore(run(taken))))
        )
      )
      assert.deepInclude(yield* refusal(failed), { _tag: "Conflict", fields: ["code"] })
      yield* nothing(uid)
    })
  )

  it.effect("runs one step at a time, whichever unit it is of", () =>
    Effect.gen(function* () {
      const uids = yield* Effect.forEach([1, 2, 3, 4], () => fresh)
      yield* asOne((inside) =>
        Effect.forEach(
          uids,
          (uid, at) =>
            at % 2 === 0 ? replaceIn(inside.run, uid, "x") : inside.unit((run) => replaceIn(run, uid, "x")),
          together
        )
      )
      for (const uid of uids) assert.strictEqual((yield* history(Notes, uid)).count, 1)
    })
  )

  it.effect("writes nothing for a fork of a unit inside it once that is over", () =>
    Effect.gen(function* () {
      const [late, after] = [yield* fresh, yield* fresh]
      const exit = yield* asOne((inside) =>
        Effect.gen(function* () {
          const go = yield* Deferred.make<void>()
          const fork = (run: Run) =>
            Effect.forkDetach(Effect.andThen(Deferred.await(go), replaceIn(run, late, "late")))
          const fiber = yield* inside.unit(fork)
          yield* Deferred.succeed(go, undefined)
          const exit = yield* Fiber.await(fiber)
          yield* replaceIn(inside.run, after, "x")
          return exit
        })
      )
      assert.isTrue(Exit.hasDies(exit))
      yield* nothing(late)
      yield* get(Notes, after)
    })
  )

  it.effect("runs hooks of writes inside as of writes alone, and takes back what they wrote", () =>
    Effect.gen(function* () {
      const title_uid = yield* title
      const loan = hooked.create(Loans, { title_uid, member: " ann " })
      const refused = asOne((inside) =>
        within(inside, Effect.andThen(loan, hooked.create(Loans, { title_uid, member: "regrets" })))
      )
      assert.deepStrictEqual(yield* refusal(refused), byHook({ _tag: "NoneLeft", resource: "titles" }))
      assert.strictEqual(yield* copiesOf(title_uid), 1)
      const rows = yield* asOne((inside) => within(inside, loan))
      assert.strictEqual(one(rows)["member"], "ann")
      assert.strictEqual(yield* copiesOf(title_uid), 0)
    })
  )

  it.effect("runs again as a whole where a record came that a unit inside replaces", () =>
    Effect.gen(function* () {
      const caller = inGroups("rita", "readers")
      const [uid, beside] = [yield* fresh, yield* fresh]
      const asked = Array.from({ length: 12 }, () =>
        asOne((inside) =>
          Effect.andThen(
            within(inside, hooked.replace(Letters, uid, { content: "" }, { caller })),
            replaceIn(inside.run, beside, "x")
          )
        )
      )
      yield* Effect.all(asked, together)
      assert.deepInclude(one(yield* get(Letters, uid, { caller })), { content: "11", version: 12n })
      assert.strictEqual((yield* history(Notes, beside)).count, 12)
    })
  )

  it.effect("runs again as a whole where another's unit and it wait for each other", () =>
    Effect.gen(function* () {
      const parts = yield* Effect.forEach(["a", "b"], (name) => Effect.map(create(Parts, { name }), uidOf))
      const [left, right] = [yield* fresh, yield* fresh]
      const mark = (inside: Store, uid: string, place: number) =>
        inside.unit((run) => Effect.flatMap(updating(Parts, uid, { place }), run))
      const ordered = (order: ReadonlyArray<string>, mine: string, place: number) =>
        asOne((inside) =>
          Effect.gen(function* () {
            yield* replaceIn(inside.run, mine, "x")
            yield* mark(inside, order[0] ?? "", place)
            // Time for the other to lock its first, who waits until this one is over where one runs after the other.
            for (let step = 0; step < 20; step++) yield* within(inside, get(Notes, mine))
            yield* mark(inside, order[1] ?? "", place)
          })
        )
      yield* Effect.all([ordered(parts, left, 1), ordered(parts.toReversed(), right, 2)], together)
      const places = yield* Effect.forEach(parts, (uid) =>
        Effect.map(get(Parts, uid), (rows) => one(rows)["place"])
      )
      assert.strictEqual(new Set(places).size, 1)
      for (const uid of parts) assert.strictEqual((yield* history(Parts, uid)).count, 3)
      for (const uid of [left, right]) assert.strictEqual((yield* history(Notes, uid)).count, 1)
    })
  )
}
