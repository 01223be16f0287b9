import { assert, test } from "vitest"
import { layout } from "../../src/code/layout.ts"
import { checkOf } from "../../src/declaring/checkOf.ts"

/** What a check says, in short. */
const said = (column: string, definition: string): string => {
  const rule = checkOf({ name: "c", columns: [column], definition })
  if (rule === null) return "nothing"
  if (rule.kind === "length") return `${rule.least} to ${rule.most}`
  return rule.kind === "labels" ? rule.labels.join("|") : rule.filters.map((filter) => layout(filter)).join()
}

test.each([
  ["price", "CHECK ((price >= (0)::numeric))", "Schema.isGreaterThanOrEqualTo(0)"],
  ["age", "CHECK ((age > 21))", "Schema.isGreaterThan(21)"],
  ["low", "CHECK ((low < '-1'::integer))", "Schema.isLessThan(-1)"],
  ["rating", "CHECK (((rating >= 1) AND (rating <= 5)))", "Schema.isBetween({ minimum: 1, maximum: 5 })"],
  ["q", "CHECK (((q > 1) AND (q < 5)))", "Schema.isGreaterThan(1),Schema.isLessThan(5)"],
  ["Größe", 'CHECK (("Größe" <= 2.5))', "Schema.isLessThanOrEqualTo(2.5)"],
  ["name", "CHECK ((char_length((name)::text) <= 50))", "0 to 50"],
  ["name", "CHECK ((length(name) > 3))", "4 to Infinity"],
  ["name", "CHECK ((name <> ''::text))", "1 to Infinity"],
  ["name", "CHECK (((length(name) >= 2) AND (length(name) < 5)))", "2 to 4"],
  ["status", "CHECK ((status = 'a'::text))", "a"],
  ["status", "CHECK ((status = ANY (ARRAY['a'::text, 'it''s (b)'::text])))", "a|it's (b)"],
  [
    "status",
    "CHECK (((status)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[])))",
    "a|b"
  ]
])("reads what %s must be in %s", (column, definition, expected) => {
  assert.strictEqual(said(column, definition), expected)
})

test.each([
  ["a", "CHECK (((a > 1) OR (a < 0)))"],
  ["a", "CHECK (((a + 1) > 0))"],
  ["a", "CHECK ((a > 0)) NOT VALID"],
  ["a", "CHECK ((a <> 0))"],
  ["slug", "CHECK ((slug ~ '^[a-z]+$'::text))"],
  ["a", "CHECK ((lower(a) = 'b'::text))"],
  ["a", "CHECK (((a > 0) AND (char_length(a) > 0)))"],
  ["a", "CHECK ((NOT (a > 5)))"],
  ["a", "CHECK ((a = ANY (ARRAY['1'::text, lower('B'::text)])))"]
])("leaves what is said of %s by %s to the database", (column, definition) => {
  assert.strictEqual(said(column, definition), "nothing")
})

test("says nothing of more than one column", () => {
  assert.isNull(checkOf({ name: "c", columns: ["a", "b"], definition: "CHECK ((a > b))" }))
})
