import { Access, Caller, Field, Predicate, Resource } from "@pgcrest/core"
import { assert, describe, it } from "vitest"
import { forServer, permitted } from "../../src/access/Permit.ts"

const Notes = Resource.make("notes", { fields: { a: Field.text }, access: { get: Access.owner } })
const ann = Caller.user("ann")
const { always, never } = Predicate

describe("a permit", () => {
  it("for the server lets everything, whatever the rules", () => {
    const all = { tenant: always, see: always, using: always, createCheck: always, updateCheck: always }
    for (const act of ["get", "delete"] as const)
      assert.deepStrictEqual({ ...forServer(Notes, act, ann) }, { resource: Notes, act, ...all })
  })

  it("holds each rule in its own place", () => {
    const owned: Predicate.Predicate = {
      _tag: "Compare",
      column: Resource.columnOf(Notes, "creator_uid"),
      operator: "eq",
      value: "ann"
    }
    for (const rule of ["see", "using", "createCheck", "updateCheck"] as const) {
      const rules = { see: never, using: never, createCheck: never, updateCheck: never, [rule]: owned }
      assert.deepStrictEqual(
        { ...permitted(Notes, "update", ann, rules) },
        { resource: Notes, act: "update", tenant: always, ...rules }
      )
    }
  })
})
