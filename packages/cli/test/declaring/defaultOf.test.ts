import { assert, test } from "vitest"
import { layout } from "../../src/code/layout.ts"
import { defaultOf } from "../../src/declaring/defaultOf.ts"
import type { Kind } from "../../src/declaring/simpleTypes.ts"

const said = (sql: string | null, kind: Kind, labels: ReadonlyArray<string> | null = null) => {
  const found = defaultOf(sql, { kind, labels, takes: () => true })
  return found === null || typeof found === "string" ? found : layout(found.value)
}

test.each<readonly [string, Kind, string]>([
  ["'EUR'::character varying", "text", '"EUR"'],
  ["''::text", "text", '""'],
  ["'it''s'::text", "text", '"it\'s"'],
  ["'a '::bpchar", "char", '"a"'],
  ["0", "integer", "0"],
  ["'-1'::integer", "integer", "-1"],
  ["(0)::bigint", "bigint", "0n"],
  ["'9007199254740993'::bigint", "bigint", "9007199254740993n"],
  ["0.0", "numeric", '"0.0"'],
  ["(0)::numeric", "numeric", '"0"'],
  ["'1.50'::numeric(10,2)", "numeric", '"1.50"'],
  ["1.5", "float", "1.5"],
  ["true", "boolean", "true"],
  ["'{}'::jsonb", "json", "{}"],
  [`'{"v":1}'::jsonb`, "json", "{ v: 1 }"],
  ["'{}'::text[]", "array", "[]"],
  ["ARRAY[]::character varying[]", "array", "[]"]
])("takes the value of %s as %s", (sql, kind, expected) => {
  assert.strictEqual(said(sql, kind), expected)
})

test.each<readonly [string, Kind]>([
  ["now()", "other"],
  ["CURRENT_TIMESTAMP", "other"],
  ["gen_random_uuid()", "uuid"],
  ["('now'::text)::date", "other"],
  ["'2020-01-01'::date", "other"],
  ["'a'::text || 'b'::text", "text"],
  [`E'a\\nb'::text`, "text"],
  ["'NaN'::numeric", "numeric"],
  ["'{a}'::text[]", "array"],
  ["'{'::jsonb", "json"]
])("leaves %s of a %s to the database", (sql, kind) => {
  assert.strictEqual(said(sql, kind), "expression")
})

test("knows what is counted, and what is nothing", () => {
  assert.strictEqual(said("nextval('books_id_seq'::regclass)", "integer"), "sequence")
  assert.isNull(said(null, "text"))
  assert.isNull(said("NULL::character varying", "text"))
})

test("leaves a label that an enum lacks to the database", () => {
  assert.strictEqual(said("'a'::text", "text", ["a", "b"]), '"a"')
  assert.strictEqual(said("'c'::text", "text", ["a", "b"]), "expression")
})
