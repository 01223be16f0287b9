import { assert, describe, it } from "@effect/vitest"
import {
  Caller,
  Conflict,
  guardUnit,
  Projection,
  RecordNotFound,
  Rows,
  type Run,
  stamp,
  type StoreFailure
} from "@pgcrest/core"
import * as Effect from "effect/Effect"
import { permit, shown } from "../asked.ts"
import { Books } from "../books.ts"

const none = Rows.found(shown(Books))
const get = stamp(
  { _tag: "Get", permit: permit(Books, "get"), uid: "x", projection: Projection.whole(Books) },
  Caller.user("ann"),
  "",
  null
)
const failing =
  (failure: StoreFailure): Run =>
  () =>
    Effect.fail(failure)
const caught = (run: Run) =>
  guardUnit(run, (inner) => Effect.catch(inner(get), () => Effect.succeed("caught")))
const conflict = new Conflict({ resource: "books", fields: ["isbn"] })

describe("guardUnit", () => {
  it.effect("answers with what the body answers", () =>
    Effect.gen(function* () {
      const run: Run = () => Effect.succeed(none)
      assert.strictEqual(yield* guardUnit(run, (inner) => Effect.as(inner(get), 7)), 7)
    })
  )

  it.effect("lets a body catch a verdict, which leaves a transaction as it was", () =>
    Effect.gen(function* () {
      assert.strictEqual(
        yield* caught(failing(new RecordNotFound({ resource: "books", uid: "x" }))),
        "caught"
      )
    })
  )

  it.effect("fails with a constraint's failure though the body caught it, as PostgreSQL would", () =>
    Effect.gen(function* () {
      assert.strictEqual(yield* Effect.flip(caught(failing(conflict))), conflict)
    })
  )

  it.effect("fails with the first of several", () =>
    Effect.gen(function* () {
      const failures: Array<StoreFailure> = [conflict, new Conflict({ resource: "books", fields: [] })]
      const run: Run = () => Effect.suspend(() => Effect.fail(failures.shift() ?? conflict))
      const body = (inner: Run) => Effect.ignore(inner(get)).pipe(Effect.andThen(Effect.ignore(inner(get))))
      assert.strictEqual(yield* Effect.flip(guardUnit(run, body)), conflict)
    })
  )

  it.effect("starts each unit afresh", () =>
    Effect.gen(function* () {
      const failures: Array<StoreFailure> = [conflict]
      const unit = caught(() =>
        Effect.suspend(() => {
          const failure = failures.shift()
          return failure === undefined ? Effect.succeed(none) : Effect.fail(failure)
        })
      )
      assert.strictEqual(yield* Effect.flip(unit), conflict)
      yield* unit
    })
  )
})
