import { assert, describe, it } from "@effect/vitest"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { parameterOf } from "../../src/query/Parameter.ts"
import { parseOrder } from "../../src/query/parseOrder.ts"
import { parseQuery } from "../../src/query/parseQuery.ts"
import { parseSelect } from "../../src/query/parseSelect.ts"
import { limits } from "../samples.ts"
import { anyCondition, anyField, anyItem, anyName, anyTerm, anyTree } from "./anySyntax.ts"
import { among, dice, several } from "./dice.ts"
import { filterOf } from "./read.ts"
import * as render from "./render.ts"

const seed = { seed: Schema.Int }
const runs = { arbitrary: { runs: Number(process.env["PGCREST_GRAMMAR_RUNS"] ?? 300) } }

describe("what is written is read back", () => {
  it.prop(
    "a condition on a field",
    seed,
    ({ seed }) => {
      const roll = dice(seed)
      const condition = anyCondition(roll)
      const key = render.field(roll, condition.field)
      assert.deepStrictEqual(filterOf(key, render.condition(condition, false)), Result.succeed(condition))
    },
    runs
  )

  it.prop(
    "a tree of conditions",
    seed,
    ({ seed }) => {
      const roll = dice(seed)
      const tree = anyTree(roll, limits.filterDepth)
      const key = `${tree.not ? "not." : ""}${tree._tag.toLowerCase()}`
      const text = render.tree(roll, tree)
      assert.deepStrictEqual(filterOf(key, text), Result.succeed(tree), text)
    },
    runs
  )

  it.prop(
    "what is shown",
    seed,
    ({ seed }) => {
      const roll = dice(seed)
      const items = [anyItem(roll, 4), ...several(roll, 4, (roll) => anyItem(roll, 4))]
      const text = render.items(roll, items)
      const isAll = items.length === 1 && items[0]?._tag === "All"
      assert.deepStrictEqual(parseSelect(text, limits), Result.succeed(isAll ? null : items), text)
    },
    runs
  )

  it.prop(
    "what is sorted by",
    seed,
    ({ seed }) => {
      const roll = dice(seed)
      const order = [anyTerm(roll), ...several(roll, 4, anyTerm)]
      const text = order.map((term) => render.term(roll, term)).join(",")
      assert.deepStrictEqual(parseOrder({ parameter: "order", text }, limits), Result.succeed(order), text)
    },
    runs
  )

  it.prop(
    "at which place a parameter asks",
    seed,
    ({ seed }) => {
      const roll = dice(seed)
      const at = several(roll, 4, anyName)
      const places = at.map((one) => `${render.name(roll, one)}.`).join("")
      const word = among(roll, ["order", "limit", "offset"])
      const field = anyField(roll)
      const asked = (key: string) => {
        const { at, asks } = parameterOf(places + key, limits) ?? {}
        return { at, asks }
      }
      assert.deepStrictEqual<unknown>(asked(word), { at, asks: { _tag: "Word", word } })
      assert.deepStrictEqual<unknown>(asked("or"), { at, asks: { _tag: "Tree", joined: "Or", not: false } })
      assert.deepStrictEqual<unknown>(asked("not.and"), {
        at,
        asks: { _tag: "Tree", joined: "And", not: true }
      })
      assert.deepStrictEqual<unknown>(asked(render.field(roll, field)), {
        at,
        asks: { _tag: "Condition", field }
      })
    },
    runs
  )
})

const marks = [...'(),.:!*"\\{}[]-> \t\0é\ud800', "->>", "::", "..."] as const
const spoken = [
  "not.",
  "and",
  "or",
  "eq.",
  "in.(",
  "is.null",
  "like(any).{",
  "count()",
  "!inner",
  ".desc",
  "title",
  "1",
  "order"
]
const alphabet = ["a", ...marks, ...spoken] as const

describe("whatever text comes", () => {
  const texts = Number(process.env["PGCREST_GRAMMAR_TEXTS"] ?? 4000)

  it(`is read or refused, ${texts} times`, () => {
    const roll = dice(texts)
    for (let at = 0; at < texts; at++) {
      const text = several(roll, 24, (roll) => among(roll, alphabet)).join("")
      for (const [key, value] of [
        [text, `eq.${text}`],
        ["title", text],
        ["title", `in.(${text})`],
        ["title", `like(any).{${text}}`],
        ["author.not.or", `(${text})`],
        ["select", text],
        ["select", `a(${text})`],
        ["order", text]
      ] as const)
        assert.isTrue(Result.isResult(parseQuery([[key, value]], limits, null)), `${key}=${value}`)
    }
  })

  // Of a time that grows with the square, each would take minutes.
  it.each([
    "(",
    "a.eq.(",
    '"',
    '"a,',
    'a.eq."',
    'a.eq."b,',
    "a.eq.{",
    "a->",
    "a(",
    "...a!b(",
    "a.",
    "\\",
    "a,",
    "not.and(",
    " ",
    '""'
  ])("takes no more time than it is long: %j over and over", (piece) => {
    const text = piece.repeat(Math.ceil(250_000 / piece.length))
    const wide = { ...limits, inList: 1e9, items: 1e9, terms: 1e9 }
    for (const [key, value] of [
      [text, "eq.1"],
      ["a", `in.(${text})`],
      ["a", `eq(any).{${text}}`],
      ["or", `(${text})`],
      ["select", text],
      ["order", text]
    ] as const)
      assert.isTrue(Result.isResult(parseQuery([[key, value]], wide, null)))
  })
})
