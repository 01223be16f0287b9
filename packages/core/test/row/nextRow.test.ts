import { Access, Field, Resource } from "@pgcrest/core"
import { assert, describe, it } from "vitest"
import { newRow } from "../../src/row/nextRow.ts"
import { unsaid, unsaidStamp } from "../unsaid.ts"

const Slugs = Resource.make("slugs", {
  uid: null,
  key: ["slug"],
  fields: { title: Field.text, slug: Field.generated(Field.text) },
  audit: {
    version: false,
    created_at: false,
    last_updated_at: false,
    creator_uid: false,
    last_updater_uid: false
  },
  access: { list: Access.everyone }
})

describe("newRow", () => {
  it("takes a key that the database makes from the address", () => {
    const written = { operation: "create", uid: "a-b", at: "2026-11-25T08:30:00Z", actor: "ann" } as const
    const told = { ...unsaid, ...written, before: null, after: null }
    const change = { ...told, resource: "slugs", version: 1n, request_id: "r" }
    const stamp = { ...unsaidStamp, ...written, subject: "ann", requestId: "r", uids: [] }
    assert.deepStrictEqual(newRow(Slugs, { title: "A b" }, { change, stamp }), { title: "A b", slug: "a-b" })
  })
})
