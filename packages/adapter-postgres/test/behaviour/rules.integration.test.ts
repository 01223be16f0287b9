// @effect-diagnostics asyncFunction:off
/** Rules rewrite writes before PostgreSQL looks at them: verifySchema says of which, and only where a resource offers these. */
import { Access, Resource } from "@pgcrest/core"
import { assert, describe, test } from "vitest"
import { remove, update } from "../commands.ts"
import { servers } from "../database.ts"
import { sentences, uid, writes } from "./acts.ts"
import { fields, stage, table, Things } from "./things.ts"

const sentence =
  'shelf.things has the rule "rewrites", and PostgreSQL takes no statement of ours on tables whose writes are rewritten: use a trigger'

describe.each(servers())("on %s", (_, template) => {
  const { given, url } = stage(template)

  test.each(["do instead nothing", "do also select 1"])(
    "a write that a rule rewrites is refused whole: %s",
    async (rule) => {
      const trial = await given(`${table()}; create rule rewrites as on delete to shelf.things ${rule}`)
      assert.match(
        await writes(trial, remove(Things, uid)),
        /^defect: PostgreSQL refused a statement for resource "things" \(0A000\)/u
      )
      assert.strictEqual(await writes(trial, update(Things, uid, { title: "new" })), "done")
      assert.deepStrictEqual(await sentences(url(), Things), [sentence])
    }
  )

  test("a rule of what a resource does not offer is none of its matters", async () => {
    const { everyone } = Access
    const Kept = Resource.make("things", {
      table: "shelf.things",
      fields,
      access: { get: everyone, create: everyone, update: everyone }
    })
    const trial = await given(
      `${table()}; create rule rewrites as on delete to shelf.things do instead nothing`
    )
    assert.strictEqual(
      await writes({ ...trial, resource: Kept }, update(Kept, uid, { title: "new" })),
      "done"
    )
    assert.deepStrictEqual(await sentences(url(), Kept), [])
  })
})
