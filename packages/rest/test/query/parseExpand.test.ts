import { assert, describe, it } from "@effect/vitest"
import { Access, type Act, Field, Resource } from "@pgcrest/core"
import * as Result from "effect/Result"
import { asksForPeople, parseExpand, withoutExpand } from "../../src/query/parseExpand.ts"
import { Books, refusal } from "../samples.ts"

const read = (text: string, act: Act = "get", resource: Resource.Resource = Books) =>
  Result.getOrThrow(parseExpand([["expand", text]], { act, resource }))
/** The sentence that a client is told, which begins alike in each. */
const sentence = (texts: ReadonlyArray<string>, act: Act = "get", resource: Resource.Resource = Books) => {
  const { _tag, detail, errors } = {
    errors: [],
    ...refusal(
      parseExpand(
        texts.map((text) => ["expand", text]),
        { act, resource }
      )
    )
  }
  assert.strictEqual(_tag, "QueryInvalid")
  return `${errors.map(({ code, parameter }) => `${parameter}/${code}`).join()} ${detail?.replace('The query parameter "expand" ', "")}`
}

const access = { list: Access.everyone, get: Access.everyone }
const Anonymous = Resource.make("letters", {
  fields: { text: Field.text },
  audit: { creator_uid: false },
  access
})
const Films = Resource.make("films", {
  names: "camel",
  fields: { creator: Field.text, last_updater: Field.writeOnly(Field.text) },
  access
})

describe("the word expand", () => {
  it("names people of a record, in any order", () => {
    const creator = { word: "creator", field: "creator_uid", member: "creator" }
    const updater = { word: "last_updater", field: "last_updater_uid", member: "last_updater" }
    assert.deepStrictEqual(read("creator"), [creator])
    assert.deepStrictEqual(read("last_updater,creator", "list"), [updater, creator])
  })

  it("names who acted in a change, whose own actor stays a text", () =>
    assert.deepStrictEqual(read("actor", "history"), [{ word: "actor", field: "actor", member: "acted_by" }]))

  it("goes by the audit's own names", () =>
    assert.deepStrictEqual(read("last_updater", "get", Films), [
      { word: "last_updater", field: "lastUpdaterUid", member: "last_updater" }
    ]))

  it.each(["", "creator,", "author", "Creator", " creator", "actor", "creator_uid", "creator(name)"])(
    "takes no other word: %j",
    (text) =>
      assert.match(sentence([text]), /^expand\/unknown takes creator and last_updater here, and not "/)
  )

  it("takes actor alone of a history, and says so", () => {
    assert.strictEqual(
      sentence(["creator"], "history"),
      'expand/unknown takes actor here, and not "creator".'
    )
    assert.include(sentence([`actor,${"x".repeat(50)}`], "history"), `not "${"x".repeat(40)}"`)
  })

  it("takes each word once, in one parameter", () => {
    assert.strictEqual(sentence(["creator,last_updater,creator"]), 'expand/repeated names "creator" twice.')
    assert.strictEqual(sentence(["creator", "last_updater"]), "expand/repeated must come once.")
  })

  it("names nobody of whom the records keep no uid", () =>
    assert.strictEqual(
      sentence(["creator"], "get", Anonymous),
      'expand/unfit names "creator", of whom records keep no uid here.'
    ))

  it("names nobody in the place of a field that is shown", () =>
    assert.strictEqual(
      sentence(["creator"], "list", Films),
      'expand/unfit names "creator", which is what a field is called here.'
    ))
})

describe("a query", () => {
  it("asks for people with the word, where something is read", () => {
    const pairs = [["expand", "creator"]] as const
    for (const act of ["get", "list", "history"] as const) assert.isTrue(asksForPeople(act, pairs))
    for (const act of ["create", "replace", "update", "delete"] as const)
      assert.isFalse(asksForPeople(act, pairs))
    assert.isFalse(asksForPeople("list", [["title", "eq.expand"]]))
  })

  it("keeps all else without the word", () =>
    assert.deepStrictEqual(
      withoutExpand([
        ["a", "eq.1"],
        ["expand", "x"],
        ["a", "eq.2"],
        ["expand", ""]
      ]),
      [
        ["a", "eq.1"],
        ["a", "eq.2"]
      ]
    ))
})
