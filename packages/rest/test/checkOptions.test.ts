import { assert, describe, it } from "@effect/vitest"
import { Access, Api, Field, InvalidDeclaration, Resource } from "@pgcrest/core"
import { Batch, Rest } from "@pgcrest/rest"
import { checkOptions } from "../src/checkOptions.ts"
import type { RestOptions } from "../src/RestOptions.ts"
import { api, Books } from "./samples.ts"

/** The sentences that end the start, without the api's name. */
const faultsOf = (options: RestOptions): ReadonlyArray<string> => {
  try {
    checkOptions(api, options)
    return []
  } catch (error) {
    assert.instanceOf(error, InvalidDeclaration)
    return error.faults.map((fault) => fault.replace('Api "library": ', ""))
  }
}
/** Options as a program without types declares them. */
const untyped = (text: string): RestOptions => JSON.parse(text)

describe("the options of a wire", () => {
  it.each<RestOptions>([
    {},
    { only: ["books", "safes"], requireMatch: ["books", "safes"] },
    { cors: { origins: "*" } },
    { cors: { origins: ["https://app.example:8443", "http://localhost", "null"], credentials: true } },
    { publicUrl: "https://api.example.com/v1", problemBase: "https://x.example/problems/" },
    { publicUrl: "http://localhost:3000", problemBase: "https://x.example/problems#" },
    { problemBase: "urn:problem:" },
    { limits: { body: 0, largestPage: 1 } },
    { unfiltered: ["books", "safes"] },
    { people: {} },
    { people: { access: Access.any(Access.group("staff"), Access.everyone) } }
  ])("are taken where each does something: %j", (options) => assert.deepStrictEqual(faultsOf(options), []))

  it("end the start where a collection that nobody writes needs no filter", () => {
    assert.deepStrictEqual(faultsOf({ unfiltered: ["notes"] }), [
      'unfiltered names "notes", whose collection has neither PATCH nor DELETE'
    ])
    assert.deepStrictEqual(faultsOf({ only: ["notes"], unfiltered: ["books"] }), [
      'unfiltered names "books", which only leaves out'
    ])
  })

  it.each(["only", "requireMatch", "unfiltered"] as const)(
    "end the start where `%s` names what is no resource: it would protect and hide nothing",
    (option) => {
      for (const name of ["boks", "Books", "", "constructor", "__proto__"])
        assert.include(
          faultsOf({ [option]: ["books", name] }),
          `${option} names "${name}", which is no resource of it`
        )
    }
  )

  it("end the start where `requireMatch` names what is not served, or what no client can change", () => {
    assert.deepStrictEqual(faultsOf({ only: ["books"], requireMatch: ["books", "tags"] }), [
      'requireMatch names "tags", which only leaves out'
    ])
    assert.deepStrictEqual(faultsOf({ requireMatch: ["notes"] }), [
      'requireMatch names "notes", which has neither PUT nor PATCH nor DELETE'
    ])
  })

  it("end the start where `only` leaves nothing", () =>
    assert.deepStrictEqual(faultsOf({ only: [] }), ["only names no resource, so that nothing is served"]))

  it("end the start where a browser would find no origin that it may call from", () => {
    assert.deepStrictEqual(faultsOf(untyped('{ "cors": { "origins": "*", "credentials": true } }')), [
      'cors.credentials are allowed to listed origins only, and cors.origins is "*"'
    ])
    for (const origin of ["https://app.example/", "*", "app.example", "https://*.example", ""])
      assert.deepStrictEqual(faultsOf({ cors: { origins: [origin] } }), [
        `cors.origins names "${origin}", which no browser sends: an origin is such as "https://app.example.com"`
      ])
  })

  it.each(["https://api.example.com/", "https://api.example.com/v1/", "api.example.com", "/v1", ""])(
    "end the start with a `publicUrl` of %j",
    (publicUrl) =>
      assert.deepStrictEqual(faultsOf({ publicUrl }), [
        `publicUrl is an address without a slash at the end, such as "https://api.example.com/v1", not "${publicUrl}"`
      ])
  )

  it("end the start where a problem's code would be one word with `problemBase`", () =>
    assert.deepStrictEqual(faultsOf({ problemBase: "https://x.example/problems" }), [
      'problemBase ends with a slash, as what stands behind it would be one word with it, and "https://x.example/problems" does not'
    ]))

  it.each([Number.NaN, -1, 1.5, Infinity])("end the start with a limit of %d", (body) =>
    assert.deepStrictEqual(faultsOf({ limits: { body } }), [
      `limits.body is a whole number from 0 on, not ${body}`
    ])
  )

  it("end the start where people were told by a rule that asks for a record, or for a group of nobody's", () => {
    assert.deepStrictEqual(faultsOf({ people: { access: Access.any(Access.owner, Access.group("a")) } }), [
      "people.access asks for the owner, but it decides by the caller alone, about no record"
    ])
    assert.deepStrictEqual(faultsOf({ people: { access: Access.group("") } }), [
      'people.access asks for the group "": a name is not empty, and has no blanks around it'
    ])
  })

  it("end the start with a limit that there is not, and tell all that is wrong at once", () =>
    assert.deepStrictEqual(
      faultsOf({ only: ["boks"], ...untyped('{ "limits": { "pages": 3, "body": "4" } }') }),
      [
        'only names "boks", which is no resource of it',
        'limits names "pages", which is no limit',
        "limits.body is a whole number from 0 on, not 4"
      ]
    ))

  it("end the start where a resource that is served would never be asked", () => {
    const Batches = Resource.make("batch", {
      fields: { size: Field.integer },
      access: { list: Access.everyone }
    })
    const named = Api.make("library", { resources: [Batches, Books] })
    const batch = Batch.make()
    assert.throws(
      () => Rest.make(named, { batch }),
      'batches are answered at "/batch", where the resource "batch" would never be asked'
    )
    Rest.make(named, { batch, only: ["books"] })
    Rest.make(named)
  })
})
