import { ResourceStoreMemory } from "@pgcrest/adapter-memory"
import { Access, Api, Caller, Field, Resource } from "@pgcrest/core"
import { type Request, Rest } from "@pgcrest/rest"
import { assert, describe, layer } from "@effect/vitest"
import * as SecureRandom from "effect/crypto/SecureRandom"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"

/** One field of each column type. */
const Samples = Resource.make("samples", {
  fields: {
    words: Field.text,
    truth: Field.boolean,
    small: Field.integer,
    big: Field.bigint,
    exact: Field.numeric(20, 6),
    real: Field.float,
    day: Field.date,
    moment: Field.timestamptz,
    link: Field.uuid,
    mood: Field.literals(["low", "high"], "contract.mood"),
    shape: Field.literals(["round", "flat"]),
    texts: Field.array("text"),
    links: Field.array("uuid"),
    numbers: Field.array("integer"),
    doc: Field.jsonb(),
    span: Field.range("int4range"),
    raw: Field.json()
  },
  access: { list: Access.everyone, create: Access.everyone }
})
const sample = {
  words: "x",
  truth: true,
  small: 1,
  big: 1,
  exact: 1,
  real: 1,
  day: "2026-11-25",
  moment: "2026-11-25T03:53:58Z",
  link: "7f000000-0000-4000-8000-00000000000a",
  mood: "low",
  shape: "round",
  texts: ["x"],
  links: [],
  numbers: [1],
  doc: { a: 1 },
  span: "[1,5)",
  raw: { a: 1 }
}
const rest = Rest.make(Api.make("samples", { resources: [Samples] }))

const ask = (request: Pick<Request, "method" | "query" | "body">) => {
  const bodyBytes = String(request.body ?? "").length
  const headers = new Map([["content-type", ["application/json"]]])
  const whole: Request = {
    ...request,
    path: ["samples"],
    prefix: "",
    headers,
    bodyBytes,
    headerCharacters: 30,
    targetBytes: 100
  }
  return rest.answer(whole, Caller.anonymous("r-1"))
}

const comparing = ["eq", "neq", "lt", "lte", "gt", "gte", "like", "ilike", "in", "is"]
const relating = ["isdistinct", "cs", "cd", "ov", "sl", "sr", "nxr", "nxl", "adj"]
const operators = [
  ...comparing,
  ...relating,
  "match",
  "imatch",
  "eq(any)",
  "like(all)",
  "fts",
  "wfts(english)"
]
const operands = [
  ...Object.values(sample).flatMap((json) => [String(json), JSON.stringify(json), `(${String(json)})`]),
  ..."  () (,) (()) {} [] null not_null unknown true NaN -0 1e999 -1e-999 0x10 * ** % _ \\ \\\\ ( ) \" ' ; --".split(
    " "
  ),
  "infinity",
  '("")',
  "(null)",
  "0001-01-01",
  "9999-12-31T23:59:60Z",
  "9".repeat(1000),
  "é😀"
]
/** Fields by whether their type has comparisons, and what stands inside of JSON. */
const uncompared = ["raw"]
const compared = [
  "uid",
  "version",
  "created_at",
  "creator_uid",
  "doc->a",
  "doc->0",
  "doc->>a",
  "raw->>a",
  ...Object.keys(sample).filter((name) => !uncompared.includes(name))
]

layer(Layer.merge(ResourceStoreMemory.layer, SecureRandom.layerWebCrypto))((it) => {
  describe("a filter", () => {
    for (const field of [...compared, ...uncompared]) {
      it.effect(`on ${field} is answered or refused, whatever operator and operand it has`, () =>
        Effect.gen(function* () {
          const made = yield* ask({ method: "POST", query: [], body: JSON.stringify(sample) })
          assert.strictEqual(made.response.status, 201)
          for (const operator of operators) {
            for (const operand of operands) {
              const query = [
                [field, `${operator}.${operand}`],
                ["or", `(${field}.not.${operator}.${operand},small.eq.1)`]
              ] as const
              for (const pair of query) {
                const { response } = yield* ask({ method: "GET", query: [pair], body: null })
                // A store in process has no text search.
                const statuses = /^w?fts/u.test(operator) ? [200, 400, 501] : [200, 400]
                assert.oneOf(response.status, statuses, `${pair.join("=")}: ${String(response.body)}`)
              }
            }
          }
        })
      )
    }

    for (const field of uncompared) {
      it.effect(`on ${field}, whose type has no comparisons, is refused but for is`, () =>
        Effect.gen(function* () {
          for (const operator of operators) {
            const query = [[field, `${operator}.${operator === "in" ? "()" : "null"}`]] as const
            const { response } = yield* ask({ method: "GET", query, body: null })
            assert.strictEqual(response.status, operator === "is" ? 200 : 400, operator)
          }
        })
      )
    }
  })
})
