import { StoreBusy, StoreTimeout, StoreUnavailable } from "@pgcrest/core"
import { assert, describe, it } from "vitest"

describe("a failure of the store", () => {
  it.each([
    [new StoreBusy({ cause: new Error("deadlock detected") }), /busy to answer: deadlock detected$/u],
    [new StoreTimeout({ cause: new Error("canceling statement") }), /is allowed to: canceling statement$/u],
    [
      new StoreUnavailable({ outcomeUnknown: false, cause: new Error("connect ECONNREFUSED") }),
      /^The store cannot be reached: connect ECONNREFUSED$/u
    ],
    [new StoreUnavailable({ outcomeUnknown: true, cause: "gone" }), /cannot be reached: gone$/u]
  ])("says in its message what it is and what is behind it: %s", (failure, message) => {
    assert.match(failure.message, message)
  })
})
