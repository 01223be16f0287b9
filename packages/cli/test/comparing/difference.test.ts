import { assert, test } from "vitest"
import { compare } from "../../src/comparing/compare.ts"
import { difference } from "../../src/comparing/difference.ts"

const lines = (text: string) => text.split("").join("\n")

test("shows what went and what came, with two lines around", () => {
  assert.deepEqual(difference(lines("abcdefgh"), lines("abcdXfgh")), [
    "  c",
    "  d",
    "- e",
    "+ X",
    "  f",
    "  g"
  ])
})

test("tells of two places with what lies between them left out", () => {
  assert.deepEqual(difference(lines("abcdefghi"), lines("abdefghXi")), [
    "  a",
    "  b",
    "- c",
    "  d",
    "  e",
    "  …",
    "  g",
    "  h",
    "+ X",
    "  i"
  ])
})

test("takes no more lines than differ", () => {
  const told = difference(lines("abcabba"), lines("cbabac"))
  assert.strictEqual(told.filter((line) => /^[-+]/u.test(line)).length, 5)
})

test("says nothing of what is the same", () => {
  assert.deepEqual(difference("a\nb", "a\nb"), [])
})

const files = (entries: Readonly<Record<string, string>>) => new Map(Object.entries(entries))

test("tells new, changed and gone files apart", () => {
  const before = files({
    "resources/a.ts": "1",
    "resources/b.ts": `Resource.make("b", { table: "public.b" })`,
    "resources/rules.ts": "1",
    "main.ts": "mine"
  })
  const after = files({ "resources/a.ts": "2", "resources/c.ts": "1", "main.ts": "theirs" })
  assert.deepEqual(
    compare(before, after).map(({ _tag, path }) => `${_tag} ${path}`),
    ["Changed resources/a.ts", "New resources/c.ts", "Gone resources/b.ts"]
  )
})

test("looks at nothing of an api but its resources", () => {
  const api = (more: string, ...names: ReadonlyArray<string>) =>
    files({ "api.ts": names.map((name) => `import { X } from "./resources/${name}.ts"\n`).join("") + more })
  assert.deepEqual(compare(api("", "a", "b"), api("hooks", "b", "a")), [])
  assert.strictEqual(compare(api("", "a"), api("", "a", "b")).length, 1)
})
