import { assert, test } from "vitest"
import type { Column, ForeignKey, Table, Unique } from "../../src/catalogue/Description.ts"
import type { Declaration } from "../../src/declaring/Declaration.ts"
import { declare } from "../../src/declaring/declare.ts"

/** A column of one of PostgreSQL's own types; "!" behind its name says that it is never null. */
const column = (name: string, type: string, more: Partial<Column> = {}): Column => ({
  name: name.replace("!", ""),
  type: { kind: "base", schema: "pg_catalog", name: type },
  modifier: "",
  notNull: name.endsWith("!"),
  default: null,
  identity: null,
  generated: false,
  collation: null,
  alike: false,
  comment: null,
  ...more
})

const table = (name: string, columns: ReadonlyArray<Column>, more: Partial<Table> = {}): Table => ({
  schema: "public",
  name,
  kind: "table",
  comment: null,
  readable: true,
  columns,
  primaryKey: { name: `${name}_pkey`, columns: ["id"] },
  uniques: [],
  foreignKeys: [],
  checks: [],
  rules: [],
  ...more
})

const to = (target: string, name: string, more: Partial<ForeignKey> = {}): ForeignKey => ({
  name: `${name}_fkey`,
  columns: [name],
  target: { schema: "public", name: target },
  targetColumns: ["id"],
  writes: false,
  ...more
})

const declared = (...tables: ReadonlyArray<Table>): ReadonlyArray<Declaration> =>
  declare({ name: "test", tables }, "utc")

const keyOf = (columns: ReadonlyArray<Column>, more: Partial<Table> = {}): string => {
  const [{ key } = { key: null }] = declared(table("a", columns, more))
  if (key === null) return "none"
  return key.kind === "uid" ? `${key.type} by ${key.by}` : `${key.columns.join()}${key.known ? "" : "?"}`
}

test.each([
  ["uuid", {}, "uuid by server"],
  ["int4", { default: "nextval('a_id_seq'::regclass)" }, "integer by database"],
  ["int8", { identity: "always" }, "bigint by database"],
  ["int2", {}, "smallint by client"],
  ["text", {}, "text by server"],
  ["varchar", { modifier: "(36)" }, "other by server"],
  ["varchar", { modifier: "(20)" }, "other by client"],
  ["text", { default: "next_id()" }, "text by database"],
  ["date", {}, "other by client"],
  ["bpchar", { modifier: "(6)" }, "other by client"],
  ["int4", { default: "0" }, "integer by client"],
  ["text", { default: "'new'::text" }, "text by server"],
  ["text", { alike: true }, "none"],
  ["int4", { generated: true }, "id"]
] as const)("takes a key of %s %j for: %s", (type, more, expected) => {
  assert.strictEqual(keyOf([column("id!", type, more)]), expected)
})

test("takes a unique constraint that no null escapes where there is no primary key", () => {
  const unique = { only: null, definition: "" }
  const uniques = [
    { name: "a", columns: ["b"], ...unique },
    { name: "c", columns: ["c", "d"], ...unique }
  ]
  const columns = [column("b", "text"), column("c!", "text"), column("d!", "date")]
  assert.strictEqual(keyOf(columns, { primaryKey: null, uniques }), "c,d")
  const partial = [{ name: "c", columns: ["c"], only: "partial" as const, definition: "" }]
  assert.strictEqual(keyOf(columns, { primaryKey: null, uniques: partial }), "c,d?")
  assert.strictEqual(keyOf([column("a", "text"), column("b", "text")], { primaryKey: null }), "a,b?")
  assert.strictEqual(keyOf([column("a!", "text"), column("b", "json")], { primaryKey: null }), "none")
})

test("takes columns for parts of the audit by name and type", () => {
  const [one] = declared(
    table("a", [
      column("id!", "uuid"),
      column("createdAt!", "timestamptz"),
      column("last_update!", "timestamp"),
      column("lock_version!", "int4"),
      column("creator_uid", "text"),
      column("version!", "text")
    ])
  )
  assert.deepEqual(
    one?.audit.map(({ part, column }) => `${part}: ${column}`),
    [
      "uid: id",
      "version: lock_version",
      "created_at: createdAt",
      "last_updated_at: last_update",
      "creator_uid: creator_uid",
      "last_updater_uid: null"
    ]
  )
})

test("takes no column that may be null, or that counts by itself, for a part", () => {
  const [one] = declared(
    table("a", [
      column("id!", "uuid"),
      column("created_at", "timestamptz"),
      column("version!", "int4", { identity: "always" })
    ])
  )
  assert.deepEqual(
    one?.audit.flatMap(({ column }) => column ?? []),
    ["id"]
  )
})

test("declares the references that it can, and says why not the others", () => {
  const [, b] = declared(
    table("a", [column("id!", "int4"), column("code!", "text")]),
    table(
      "b",
      [
        column("id!", "uuid"),
        column("a_id", "int4"),
        column("wide", "int8"),
        column("exact", "numeric"),
        column("c", "int4"),
        column("d", "text")
      ],
      {
        foreignKeys: [
          to("a", "a_id"),
          to("a", "wide"),
          to("a", "exact"),
          to("a", "d", { targetColumns: ["code"] }),
          to("elsewhere", "c"),
          to("a", "two", { columns: ["a_id", "c"], targetColumns: ["id", "code"] })
        ]
      }
    )
  )
  assert.deepEqual(
    b?.relations.map(({ target, via }) => [target, via]),
    [
      ["a", "a_id"],
      ["a", "wide"]
    ]
  )
  assert.deepEqual(
    b?.remarks.map((remark) => remark.replace(/^.*\): /u, "").replace(/^.*public\.\w+: /u, "")),
    [
      "its types differ: numeric and int4.",
      'it is not to what identifies a record of "a".',
      "public.elsewhere is not declared.",
      "it is over 2 columns."
    ]
  )
})

test("names relations as a declaration takes them, however long the tables' names are", () => {
  const [long, other] = ["a".repeat(55), "b".repeat(55)]
  const two = [to(other, "x"), to(other, "y"), to(long, long)]
  const [, b] = declared(
    table(other, [column("id!", "int4")]),
    table(long, [column("id!", "int4"), ...two.map(({ columns: [name = ""] }) => column(name, "int4"))], {
      foreignKeys: two
    })
  )
  const names = b?.relations.map(({ name }) => name) ?? []
  assert.lengthOf(names, 4)
  assert.strictEqual(new Set(names).size, names.length)
  for (const name of names) assert.match(name, /^[a-z_0-9]{1,63}$/u)
})

interface Numbered extends Pick<Partial<Table>, "foreignKeys"> {
  readonly uniques?: ReadonlyArray<Pick<Unique, "name" | "columns"> & Partial<Unique>>
}

test.each([
  ["a whole number that is never null", {}, "version"],
  ["one by which records are told apart", { uniques: [{ name: "u", columns: ["name", "version"] }] }, null],
  ["even where only some are", { uniques: [{ name: "u", columns: ["version"], only: "partial" }] }, null],
  [
    "one that leads to another record",
    { foreignKeys: [to("b", "name", { columns: ["name", "version"] })] },
    null
  ]
] as const)("takes for a version %s: %j", (_, { uniques = [], ...more }: Numbered, expected) => {
  const columns = [column("id!", "uuid"), column("name!", "text"), column("version!", "int4")]
  const whole = uniques.map((unique) => ({ only: null, definition: "", ...unique }))
  const [a] = declared(table("a", columns, { ...more, uniques: whole }))
  assert.strictEqual(a?.audit.find(({ part }) => part === "version")?.column, expected)
  assert.strictEqual(
    a?.remarks.filter((remark) => remark.includes("version: false")).length,
    expected === null ? 0 : 1
  )
})

test("offers no verb that the database does not take as it is", () => {
  const verbs = (...tables: ReadonlyArray<Table>) =>
    declared(...tables).map(({ verbs, remarks }) => [verbs.join(" "), remarks.length])
  const id = column("id!", "uuid")
  assert.deepEqual(
    verbs(
      table("a", [id]),
      table("b", [id, column("a_id", "uuid")], { foreignKeys: [to("a", "a_id", { writes: true })] }),
      table("c", [id], { rules: ["r"] }),
      table("d", [id], { kind: "view", primaryKey: null }),
      table("e", [column("x!", "int4", { identity: "always" }), column("y!", "int4")], {
        primaryKey: { name: "e_pkey", columns: ["x", "y"] }
      })
    ),
    [
      ["list get create update history", 1],
      ["list get create update delete history", 0],
      ["list get history", 1],
      ["list get", 1],
      ["list delete", 1]
    ]
  )
})
