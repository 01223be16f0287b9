import { Caller, type Cell, Command, Field, Projection, Resource, stamp, unguarded } from "@pgcrest/core"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { assert, describe, it } from "vitest"
import { validCommand } from "../../src/command/validCommand.ts"

const Notes = Resource.make("notes", {
  fields: {
    text: Schema.NonEmptyString,
    doc: Field.optional(Field.jsonb(Schema.Struct({ n: Schema.Number, m: Schema.Number }))),
    hidden: Field.optional(Field.writeOnly(Field.jsonb()))
  }
})
const Codes = Resource.make("codes", { fields: { a: Schema.String }, uid: "text", audit: { uid: "code" } })
const uid = "0192abcd-0000-7000-8000-00000000000f"
const target = { resource: Notes, uid, guard: unguarded }
const projection = Projection.whole(Notes)
const page = { _tag: "Offset", limit: 1, offset: 0 } as const
const replace = (values: Command.Body): Command.Command => ({
  _tag: "Replace",
  ...target,
  values,
  condition: Command.unconditional
})
const update = (values: Command.Body, merge: boolean): Command.Command => ({
  _tag: "Update",
  projection,
  ...target,
  values,
  merge,
  condition: Command.unconditional
})
const faultsOf = (command: Command.Command) => {
  const valid = validCommand(command, "client", false)
  return Result.isFailure(valid)
    ? valid.failure.faults.map(({ path, code }) => `${path.join("/")} ${code}`)
    : []
}

describe("validCommand", () => {
  it("lets what has no body pass", () => {
    const commands: ReadonlyArray<Command.Command<Resource.Resource, Cell>> = [
      { _tag: "Get", ...target, projection, lock: null },
      { _tag: "Delete", projection, ...target, condition: Command.unconditional },
      { _tag: "History", ...target, select: null, page },
      {
        _tag: "List",
        resource: Notes,
        guard: unguarded,
        query: {
          filter: { _tag: "Constant", value: true },
          order: [],
          page,
          projection,
          count: false
        }
      }
    ]
    for (const command of commands)
      assert.deepStrictEqual(validCommand(command, "client", false), Result.succeed(command))
  })

  it("wants a whole record of a create and a replace, a part of an update", () => {
    assert.deepStrictEqual(faultsOf({ _tag: "Create", resource: Notes, guard: unguarded, values: {} }), [
      "text required"
    ])
    assert.deepStrictEqual(faultsOf(replace({})), ["text required"])
    assert.deepStrictEqual(faultsOf(update({}, false)), [])
  })

  it.each([[uid], [uid.toUpperCase()], [null]])("lets a body repeat the uid of its address: %s", (named) =>
    assert.deepStrictEqual(faultsOf(replace({ text: "x", uid: named })), [])
  )

  it.each([["0192abcd-0000-7000-8000-000000000000"], [5], [{ toString: 1, valueOf: 1 }], [[uid]], [true]])(
    "refuses a body that names another uid, beside its other faults: %o",
    (named) => assert.deepStrictEqual(faultsOf(replace({ uid: named })), ["uid mismatch", "text required"])
  )

  it("minds the case of a uid that is text", () => {
    const command = (code: string): Command.Command => ({
      _tag: "Replace",
      resource: Codes,
      uid: "nl",
      guard: unguarded,
      values: { a: "x", code },
      condition: Command.unconditional
    })
    assert.deepStrictEqual([faultsOf(command("nl")), faultsOf(command("NL"))], [[], ["code mismatch"]])
  })

  it("refuses an address that the column cannot hold", () => {
    const at = (resource: Resource.Resource, address: string, values: Command.Body) =>
      faultsOf({
        _tag: "Replace",
        resource,
        uid: address,
        guard: unguarded,
        values,
        condition: Command.unconditional
      })
    assert.deepStrictEqual(at(Codes, "x".repeat(512), { a: "x" }), [])
    assert.deepStrictEqual(at(Codes, "x".repeat(513), { a: "x" }), ["code type"])
    assert.deepStrictEqual(at(Notes, "x", {}), ["uid type", "text required"])
  })

  it("merges only where an object meets a shown jsonb field", () => {
    const merge = (values: Command.Body, asked = true) => {
      const valid = Result.getOrThrow(validCommand(update(values, asked), "client", false))
      return valid._tag === "Update" && valid.merge
    }
    assert.isTrue(merge({ doc: { n: 1 } }))
    assert.isFalse(merge({ doc: { n: 1, m: 1 } }, false))
    assert.isFalse(merge({ doc: null }))
    assert.isFalse(merge({ text: "x", hidden: { a: 1 } }))
    assert.deepStrictEqual(faultsOf(update({ doc: { n: 1 } }, false)), ["doc/m check"])
  })
})

describe("stamp", () => {
  const caller = { ...Caller.user("ann"), requestId: "r-1" }
  const at = "2026-11-25T08:30:00Z"
  const told = (command: Command.Command<Resource.Resource, string>, by: Caller.Caller = caller) =>
    stamp(command, by, at, "new").stamp

  it("says who, when and which record a write concerns", () => {
    const facts = { at, actor: "ann", subject: "ann", requestId: "r-1" }
    const condition = Command.unconditional
    assert.deepStrictEqual(told({ _tag: "Create", resource: Notes, guard: unguarded, values: {} }), {
      ...facts,
      operation: "create",
      uid: "new"
    })
    assert.deepStrictEqual(told({ _tag: "Replace", ...target, values: {}, condition }), {
      ...facts,
      operation: "replace",
      uid
    })
    assert.deepStrictEqual(
      told({ _tag: "Update", projection, ...target, values: {}, merge: false, condition }),
      {
        ...facts,
        operation: "update",
        uid
      }
    )
    assert.deepStrictEqual(told({ _tag: "Delete", projection, ...target, condition }), {
      ...facts,
      operation: "delete",
      uid
    })
    assert.deepStrictEqual(told({ _tag: "Get", ...target, projection, lock: null }), {
      ...facts,
      operation: null,
      uid
    })
    assert.deepStrictEqual(told({ _tag: "History", ...target, select: null, page }), {
      ...facts,
      operation: null,
      uid
    })
  })

  it("names an anonymous caller in the change, and nobody in the record", () => {
    const { actor, subject, requestId } = told(
      { _tag: "Delete", projection, ...target, condition: Command.unconditional },
      Caller.anonymous("r-2")
    )
    assert.deepStrictEqual([actor, subject, requestId], ["anonymous", null, "r-2"])
  })

  it("names a guest in the change, and nobody in the record", () => {
    const { actor, subject, requestId } = told(
      { _tag: "Delete", projection, ...target, condition: Command.unconditional },
      Caller.guest("eu-west-1:1", "r-2")
    )
    assert.deepStrictEqual([actor, subject, requestId], ["guest:eu-west-1:1", null, "r-2"])
  })
})
