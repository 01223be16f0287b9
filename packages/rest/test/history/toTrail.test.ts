/** What is asked across resources, as the histories that answer it. */
import { assert, describe, it } from "@effect/vitest"
import { Access, Api, Field, Resource } from "@pgcrest/core"
import * as Result from "effect/Result"
import { toTrail } from "../../src/history/toTrail.ts"
import { settingsOf } from "../../src/Settings.ts"
import { ann, refusal } from "../samples.ts"

const shared = { fields: { text: Field.text }, access: { get: Access.everyone, history: Access.everyone } }
const Notes = Resource.make("notes", shared)
/** Nobody knows who made one. */
const Drafts = Resource.make("drafts", { ...shared, audit: { creator_uid: false } })

const asked = (query: Readonly<Record<string, string>>, resources = [Notes, Drafts]) =>
  toTrail({ settings: settingsOf(Api.make("desk", { resources })), caller: ann }, Object.entries(query))
const named = (trail: ReturnType<typeof asked>) =>
  Result.getOrThrow(trail).parts.map(({ permit }) => permit.resource.name)
const fault = (trail: ReturnType<typeof asked>) => {
  const failure = refusal(trail)
  if (failure._tag !== "QueryInvalid") return assert.fail(failure._tag)
  const { detail, errors: [error] = [] } = failure
  return { detail, error }
}

describe("a trail", () => {
  it("is of the resources that are named, which may be none", () => {
    assert.deepStrictEqual(named(asked({})), ["notes", "drafts"])
    assert.deepStrictEqual(named(asked({ resource: "eq.drafts" })), ["drafts"])
    assert.deepStrictEqual(named(asked({ resource: "in.()" })), [])
    assert.strictEqual(fault(asked({ resource: "in.()", nonsense: "eq.1" })).error?.code, "unknown")
  })

  it("by an owner leaves out what keeps none, and refuses it where it is named", () => {
    assert.deepStrictEqual(named(asked({ owner: "eq.ann" })), ["notes"])
    assert.deepStrictEqual(named(asked({ owner: "eq.ann" }, [Drafts])), [])
    for (const resource of ["eq.drafts", "in.(notes,drafts)"]) {
      const { detail, error } = fault(asked({ owner: "eq.ann", resource }))
      assert.deepInclude(error, { parameter: "owner", code: "unfit" })
      assert.include(detail, '"drafts"')
    }
  })

  it("tells what is no word of it as a fault of the history, and of no resource's", () => {
    const { detail } = fault(asked({ foo: "eq.1" }))
    assert.include(detail, '"history"')
    assert.notInclude(detail, "notes")
  })
})
