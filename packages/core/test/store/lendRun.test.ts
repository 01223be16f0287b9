import { assert, describe, it } from "@effect/vitest"
import { Command, guardUnit, Projection, Rows, type Run, stamp } from "@pgcrest/core"
import * as Cause from "effect/Cause"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import { ann, permit, shown } from "../asked.ts"
import { logged } from "../logged.ts"
import { Books } from "../books.ts"

const remove = stamp(
  {
    _tag: "Delete",
    projection: Projection.whole(Books),
    permit: permit(Books, "delete"),
    uid: "x",
    condition: Command.unconditional
  },
  ann,
  "",
  null
)
const sentence =
  "Records were used after their unit was over: the delete of books did not happen. A hook must wait for what it starts."

const facts = { created: false, visible: true }

/** A store that counts what it runs. */
const counting = () => {
  let ran = 0
  const run: Run = () => Effect.sync(() => Rows.written(shown(Books, { at: ran++ }), facts))
  return { run, ran: () => ran }
}

/** How a fork ended that first wrote once `ended` had run to its end. */
const forkOutlives = Effect.fnUntraced(function* (
  run: Run,
  end: (fork: Effect.Effect<Fiber.Fiber<unknown, unknown>>) => Effect.Effect<unknown>
) {
  const [go, forked] = [yield* Deferred.make<void>(), yield* Deferred.make<Fiber.Fiber<unknown, unknown>>()]
  const body = (inner: Run) =>
    end(
      Effect.tap(Effect.forkDetach(Effect.andThen(Deferred.await(go), inner(remove))), (fiber) =>
        Deferred.succeed(forked, fiber)
      )
    )
  const unit = yield* Effect.forkChild(guardUnit(run, body))
  const fork = yield* Deferred.await(forked)
  yield* Fiber.interrupt(unit)
  yield* Deferred.succeed(go, undefined)
  return yield* Fiber.await(fork)
})

describe("a unit that is over", () => {
  for (const [how, end] of [
    ["succeeded", (fork: Effect.Effect<unknown>) => fork],
    ["failed", (fork: Effect.Effect<unknown>) => Effect.andThen(fork, Effect.die("a bug"))],
    ["was interrupted", (fork: Effect.Effect<unknown>) => Effect.andThen(fork, Effect.never)]
  ] as const) {
    it.effect(`runs nothing more of what its body forked, and says so in the log: it ${how}`, () =>
      Effect.gen(function* () {
        const [{ run, ran }, log] = [counting(), logged()]
        const exit = yield* log.provide(forkOutlives(run, end))
        assert.strictEqual(ran(), 0)
        assert.isTrue(Exit.isFailure(exit) && Cause.hasDies(exit.cause))
        assert.deepStrictEqual(log.lines, [sentence])
      })
    )
  }
})
