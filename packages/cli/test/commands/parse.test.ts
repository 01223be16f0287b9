import { assert, test } from "vitest"
import { parse } from "../../src/commands/parse.ts"

test("reads init with what is usual", () => {
  assert.deepEqual(parse(["init", "--from-database", "postgres://a/b"]), {
    _tag: "Init",
    options: {
      url: "postgres://a/b",
      schemas: [],
      out: "src",
      access: null,
      timestamps: "utc",
      overwrite: false,
      add: false
    }
  })
})

test("leaves the address to the environment where none is given", () => {
  const asked = parse(["init", "--from-database", "--schema", "a", "b", "--access", "signedIn"])
  assert.deepInclude(asked._tag === "Init" ? asked.options : {}, {
    url: null,
    schemas: ["a", "b"],
    access: "signedIn"
  })
})

test("reads check, maintain and ddl", () => {
  assert.deepEqual(parse(["check", "api.ts", "--json"]), {
    _tag: "Check",
    options: { module: "api.ts", export: "api", url: null, json: true }
  })
  assert.deepEqual(parse(["maintain", "api.ts", "--database", "postgres://a/b"]), {
    _tag: "Maintain",
    options: { module: "api.ts", export: "api", url: "postgres://a/b" }
  })
  const asked = parse(["ddl", "api.ts", "--export", "Library"])
  assert.deepInclude(asked, { _tag: "Ddl" })
})

test.each([
  [["init"]],
  [["check"]],
  [["what"]],
  [["init", "--from-database", "u", "--access", "nobody"]],
  [["ddl", "a", "--nonsense"]]
])("refuses %j with a sentence", (words) => {
  const asked = parse(words)
  assert.strictEqual(asked._tag, "Told")
  if (asked._tag !== "Told") return
  assert.strictEqual(asked.outcome.code, 2)
  assert.match(asked.outcome.notes.join(), /^error: /u)
})

test.each([
  [["ddl", "api.ts", "--role", ""], "--role"],
  [["ddl", "api.ts", "--role="], "--role="],
  [["ddl", ""], "ddl"],
  [["init", "--from-database", "--out", " "], "--out"],
  [["check", "api.ts", "--database", "\n"], "--database"],
  [[""], "pgcrest"]
])("refuses the empty word in %j", (words, before) => {
  assert.deepEqual(parse(words), {
    _tag: "Told",
    outcome: { code: 2, out: "", notes: [`error: nothing stands behind ${before}`] }
  })
})

test.each([[["--help"]], [["init", "--help"]]])("helps with %j", (words) => {
  const asked = parse(words)
  assert.strictEqual(asked._tag === "Told" && asked.outcome.code, 0)
  assert.match(asked._tag === "Told" ? asked.outcome.out : "", /^Usage: pgcrest/u)
})

test("tells what it can do when asked nothing", () => {
  const asked = parse([])
  assert.strictEqual(asked._tag === "Told" && asked.outcome.code, 2)
  assert.match(asked._tag === "Told" ? asked.outcome.notes.join() : "", /Usage: pgcrest/u)
})
