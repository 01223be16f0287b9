import { it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import { assert, describe } from "vitest"
import { runAlone } from "../../src/run/runAlone.ts"
import { makeCompile } from "../../src/statements/compile.ts"
import { update } from "../commands.ts"
import { Notes } from "../shelf.ts"

const uid = "0198a000-0000-7000-8000-000000000001"

describe("a command on its own", () => {
  it.effect("is a defect where its verdict is none: no success, and never sent again", () =>
    Effect.gen(function* () {
      let sent = 0
      const query = () => Effect.sync(() => [["mine", uid, "7", "t", null, `verdict ${++sent}`]])
      const alone = runAlone(query, makeCompile({ named: true }), update(Notes, uid, { text: "new" }), () =>
        Effect.die("no unit was asked for")
      )
      const exit = yield* Effect.exit(alone)
      assert.isTrue(Exit.hasDies(exit))
      assert.include(String(exit), `The verdict on a record of "notes" is verdict 1, which is none`)
      assert.strictEqual(sent, 1)
    })
  )
})
