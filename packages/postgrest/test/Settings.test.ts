import { Access, Api, Resource } from "@pgcrest/core"
import { Postgrest } from "@pgcrest/postgrest"
import { Operations } from "@pgcrest/rest"
import * as Schema from "effect/Schema"
import { assert, describe, it } from "vitest"
import { Library, operations } from "./clients/api.ts"
import { options } from "./ask.ts"

describe("options", () => {
  it("name what is there, and do something", () => {
    const made = (more: object) => () => Postgrest.make(Library, { ...options, ...more })
    assert.doesNotThrow(made({ unfiltered: ["labels", "books"], only: ["labels", "books"] }))
    assert.throws(
      made({ unfiltered: ["rooms"] }),
      'unfiltered names "rooms", which is no table with PATCH or DELETE'
    )
    assert.throws(made({ unfiltered: ["books"], only: ["tags"] }), 'unfiltered names "books"')
    assert.throws(made({ only: ["nope"] }), 'only names "nope", which is no resource of it')
    assert.throws(made({ limits: { largestPage: -1 } }), "limits.largestPage is a whole number")
  })

  it("leave functions an address", () => {
    const rpc = Resource.make("rpc", { fields: { name: Schema.String }, access: { list: Access.everyone } })
    const api = Api.make("calls", { resources: [rpc] })
    assert.throws(
      () =>
        Postgrest.make(api, { problems: { TooFewTags: 422 }, operations: Operations.make(...operations) }),
      'operations are answered under "/rpc"'
    )
  })

  it("do not compile where an error of a hook or an operation has no status", () => {
    // @ts-expect-error TitleForbidden has no status
    Postgrest.make(Library)
    // @ts-expect-error TooFewTags has no status
    Postgrest.make(Library, { problems: { TitleForbidden: 422 }, operations: Operations.make(...operations) })
    // @ts-expect-error "nope" is no resource
    assert.throws(() => Postgrest.make(Library, { ...options, only: ["nope"] }))
  })
})
