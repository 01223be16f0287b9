import { assert, test } from "vitest"
import { decisionsIn } from "../../src/writing/Decisions.ts"

const file = (members: string) =>
  `export const A = Resource.make("a", {\n  fields: {\n    access: Field.text\n  },\n${members}\n})\n`

test.each([
  ["{}", "  access: {}"],
  ["{ list: Access.everyone }", "  access: { list: Access.everyone }"],
  ["everyone", "  access: everyone"],
  ["{ ...everyone, get: Access.owner }", "  access: { ...everyone, get: Access.owner },"],
  [
    "{\n    list: Access.everyone,\n\n    get: rules({\n      a: 1\n    })\n  }",
    "  access: {\n    list: Access.everyone,\n\n    get: rules({\n      a: 1\n    })\n  }"
  ]
])("keeps the rules %s", (access, member) => {
  assert.deepEqual(decisionsIn(file(member)), { access, adopted: null })
})

test("keeps the instant of adoption", () => {
  assert.deepEqual(decisionsIn(file('  adopted: "2026-01-01T00:00:00Z",\n  access: {}')), {
    access: "{}",
    adopted: "2026-01-01T00:00:00Z"
  })
})

test("finds nothing to keep where there are no rules", () => {
  assert.isNull(decisionsIn(""))
  assert.isNull(decisionsIn(file("  uniques: {}")))
})
