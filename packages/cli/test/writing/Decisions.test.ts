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
  ],
  ["{ list: Access.everyone }", "  access: { list: Access.everyone }, // for all"],
  ['{ list: Access.group("a}, b") }', '    access: { list: Access.group("a}, b") } /* as asked } */'],
  ["{\n\t\tlist: Access.everyone // }\n\t}", "\taccess: {\n\t\tlist: Access.everyone // }\n\t}"],
  ["{ list: Access.everyone } as const", "  'access': { list: Access.everyone } as const"],
  ["rulesFor({ a: 1 })", "  access:\n    rulesFor({ a: 1 })"],
  ["{ get: Access.owner }", "  // access: { list: Access.everyone }\n  access: { get: Access.owner }"],
  ["{\r\n    list: Access.everyone\r\n  }", "  access: {\r\n    list: Access.everyone\r\n  }"]
])("keeps the rules %s", (access, member) => {
  assert.strictEqual(decisionsIn(file(member))?.access, access)
})

test("keeps the instant of adoption", () => {
  const instant = "2026-01-01T00:00:00Z"
  assert.strictEqual(decisionsIn(file(`  adopted: "${instant}",\n  access: {}`))?.adopted, instant)
  assert.strictEqual(decisionsIn(file(`    adopted: '${instant}', // go\n    access: {}`))?.adopted, instant)
})

test.each([
  [["Staff alone,", "", "  as agreed."], "  // Staff alone,\n  //\n  //   as agreed.\n  access: {}"],
  [["Staff alone."], "  uniques: {},\r\n\t//Staff alone.\r\n\t'access': {}"],
  [[], "  // For all.\n\n  access: {}"],
  [[], "  uniques: {}, // none\n  access: {}"],
  [[], "  access: {}"]
])("keeps the comment %j above the rules", (remarks, members) => {
  assert.deepEqual(decisionsIn(file(members))?.remarks, remarks)
})

test("finds nothing to keep where there are no rules", () => {
  assert.isNull(decisionsIn(""))
  assert.isNull(decisionsIn(file("  uniques: {}")))
  assert.isNull(decisionsIn(file("  access")))
})

test("keeps what the rules are imported from", () => {
  const written = `import { Access, Field, Resource } from "@pgcrest/core"\nimport * as Schema from "effect/Schema"\n`
  const own = [`import { rules } from "../rules.ts"`, `import {\n  type Role,\n  staff\n} from '../staff.ts'`]
  const { imports = [] } = decisionsIn(`${written}${own.join("\n")}\n\n${file("  access: rules")}`) ?? {}
  assert.deepEqual(imports, own)
})
