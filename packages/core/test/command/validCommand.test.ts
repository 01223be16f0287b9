import {
  type Act,
  Caller,
  type Cell,
  Command,
  Field,
  parseJsonPatch,
  type Permit,
  Projection,
  Resource,
  stamp
} from "@pgcrest/core"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { assert, describe, it } from "vitest"
import { validCommand } from "../../src/command/validCommand.ts"
import { ann, permit } from "../asked.ts"
import { unsaidStamp } from "../unsaid.ts"

const Notes = Resource.make("notes", {
  fields: {
    text: Schema.NonEmptyString,
    doc: Field.optional(Field.jsonb(Schema.Struct({ n: Schema.Number, m: Schema.Number }))),
    hidden: Field.optional(Field.writeOnly(Field.jsonb()))
  }
})
const Codes = Resource.make("codes", { fields: { a: Schema.String }, uid: "text", audit: { uid: "code" } })
const uid = "0192abcd-0000-7000-8000-00000000000f"
const at = <A extends Act>(act: A): { readonly permit: Permit<typeof Notes, A>; readonly uid: string } => ({
  permit: permit(Notes, act),
  uid
})
const create: Command.Create<Resource.Resource, Cell> = {
  _tag: "Create",
  permit: permit(Notes, "create"),
  values: {},
  projection: Projection.whole(Notes)
}
const deleting = { ...at("delete"), condition: Command.unconditional }
const remove: Command.Delete = { _tag: "Delete", ...deleting, projection: Projection.whole(Notes) }
const projection = Projection.whole(Notes)
const page = { _tag: "Offset", limit: 1, offset: 0 } as const
const get: Command.Get = { _tag: "Get", ...at("get"), projection }
const history: Command.History = {
  _tag: "History",
  ...at("history"),
  select: null,
  fields: null,
  which: Command.everyChange,
  page
}
const replace = <V>(values: Command.Body<V>): Command.Replace<Resource.Resource, V> => ({
  _tag: "Replace",
  ...at("replace"),
  projection,
  values,
  condition: Command.unconditional
})
const update = <V>(values: Command.Body<V>, merge: boolean): Command.Update<Resource.Resource, V> => ({
  _tag: "Update",
  projection,
  ...at("update"),
  values,
  merge,
  condition: Command.unconditional
})
const patching = (...document: ReadonlyArray<object>): Command.Patch => ({
  _tag: "Patch",
  projection,
  ...at("update"),
  operations: Result.getOrThrow(parseJsonPatch(document)),
  condition: Command.unconditional
})
const faultsOf = (command: Command.ClientCommand) => {
  const valid = validCommand(command, "client", false)
  return Result.isFailure(valid)
    ? valid.failure.faults.map(({ path, code }) => `${path.join("/")} ${code}`)
    : []
}

describe("validCommand", () => {
  it("lets what has no body pass", () => {
    const filter = { _tag: "Constant", value: true } as const
    const query = { filter, order: [], page, projection, count: null }
    const list: Command.List = { _tag: "List", permit: permit(Notes, "list"), query }
    const commands: ReadonlyArray<Command.ClientCommand<Resource.Resource, Cell>> = [
      get,
      remove,
      history,
      list
    ]
    for (const command of commands)
      assert.deepStrictEqual(validCommand(command, "client", false), Result.succeed(command))
  })

  it.each([
    [{ op: "add", path: "/text", value: "" }, []],
    [{ op: "test", path: "/version", value: 1 }, []],
    [{ op: "test", path: "", value: {} }, []],
    [{ op: "copy", from: "/version", path: "/doc/n" }, []],
    [{ op: "copy", from: "", path: "/doc/n" }, []],
    [{ op: "replace", path: "/version", value: 1 }, ["0/path read-only"]],
    [{ op: "remove", path: "/last_updated_at" }, ["0/path read-only"]],
    [{ op: "add", path: "/uid/x", value: 1 }, ["0/path read-only"]],
    [{ op: "move", from: "/version", path: "/doc/n" }, ["0/from read-only"]],
    [{ op: "move", from: "/doc/n", path: "/version" }, ["0/path read-only"]],
    [{ op: "add", path: "/texts", value: "" }, ["0/path unknown"]],
    [{ op: "test", path: "/__proto__/x", value: "" }, ["0/path unknown"]],
    [{ op: "copy", from: "/x", path: "/y" }, ["0/from unknown", "0/path unknown"]],
    [{ op: "replace", path: "", value: {} }, ["0/path whole"]],
    [{ op: "move", from: "", path: "/doc" }, ["0/from whole", "0/path inside"]],
    [{ op: "move", from: "/doc", path: "/doc/a" }, ["0/path inside"]],
    [{ op: "move", from: "/doc", path: "/doc" }, []],
    [{ op: "move", from: "/doc/a", path: "/doc/ab" }, []],
    [{ op: "test", path: `/doc${"/a".repeat(499)}`, value: 1 }, []],
    [{ op: "test", path: `/doc${"/a".repeat(500)}`, value: 1 }, ["0/path too-deep"]]
  ])("judges where a patch's operation may be: %j", (operation, faults) =>
    assert.deepStrictEqual(faultsOf(patching(operation)), faults)
  )

  it("lists the faults of a patch up to a hundred", () => {
    const operation = { op: "copy", from: "/x", path: "/y" }
    assert.strictEqual(faultsOf(patching(...Array.from({ length: 60 }, () => operation))).length, 100)
    assert.deepStrictEqual(faultsOf(patching({ op: "remove", path: "/doc" }, operation)), [
      "1/from unknown",
      "1/path unknown"
    ])
  })

  it("wants a whole record of a create and a replace, a part of an update", () => {
    assert.deepStrictEqual(faultsOf(create), ["text required"])
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
    const command = (code: string): Command.Replace => ({
      _tag: "Replace",
      permit: permit(Codes, "replace"),
      projection: Projection.whole(Codes),
      uid: "nl",
      values: { a: "x", code },
      condition: Command.unconditional
    })
    assert.deepStrictEqual([faultsOf(command("nl")), faultsOf(command("NL"))], [[], ["code mismatch"]])
  })

  it("refuses an address that the column cannot hold", () => {
    const at = (resource: Resource.Resource, address: string, values: Command.Body) =>
      faultsOf({
        _tag: "Replace",
        permit: permit(resource, "replace"),
        projection: Projection.whole(resource),
        uid: address,
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
  const instant = "2026-11-25T08:30:00Z"
  const told = (command: Command.Command<Resource.Resource, Cell>, by: Caller.Caller = ann) =>
    stamp(command, by, instant, "new").stamp

  it("says who, when and which record a write concerns", () => {
    const facts = { ...unsaidStamp, at: instant, actor: "ann", subject: "ann", requestId: "r-1" }
    const lock: Command.Lock = { _tag: "Lock", ...at("get"), condition: Command.unconditional }
    assert.deepStrictEqual(told(create), { ...facts, operation: "create", uid: "new", uids: [] })
    for (const [command, operation] of [
      [replace<Cell>({}), "replace"],
      [update<Cell>({}, false), "update"],
      [remove, "delete"],
      [get, null],
      [lock, null],
      [history, null]
    ] as const)
      assert.deepStrictEqual(told(command), { ...facts, operation, uid, uids: [] })
  })

  it("names an anonymous caller in the change, and nobody in the record", () => {
    const { actor, subject, requestId } = told(remove, Caller.anonymous("r-2"))
    assert.deepStrictEqual([actor, subject, requestId], ["anonymous", null, "r-2"])
  })

  it("names a guest in the change, and nobody in the record", () => {
    const { actor, subject, requestId } = told(remove, Caller.guest("eu-west-1:1", "r-2"))
    assert.deepStrictEqual([actor, subject, requestId], ["guest:eu-west-1:1", null, "r-2"])
  })
})
