import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { assert, describe, it } from "vitest"
import { Access, InvalidDeclaration, Operation } from "@pgcrest/core"

const make = (name: string, access: Access.Rule = Access.everyone) =>
  Operation.make(name, {
    input: Schema.Struct({}),
    output: Schema.Void,
    access,
    run: () => Effect.void
  })

describe("an operation", () => {
  it.each(["", "Renew", "1st", "re-new", "a/b", "x".repeat(64)])("is not called %j", (name) =>
    assert.throws(() => make(name), InvalidDeclaration, "a name is up to 63")
  )

  it("is about no record: a rule that asks for one ends the start", () => {
    assert.throws(
      () => make("renew", Access.any(Access.owner, Access.signedIn)),
      'Operation "renew": its access asks for the owner'
    )
    assert.throws(() => make("renew", Access.group("")), 'asks for the group ""')
  })

  it("is safe only where it says so", () => assert.isFalse(make("renew").safe))
})
