/** Resources whose fields are called like the words of a shape's key, and generated predicates over them. */
import { Access, type Cell, Field, type Predicate, Resource } from "@pgcrest/core"
import * as Arbitrary from "effect/Arbitrary"
import * as Schema from "effect/Schema"

const text = Field.optional(Field.text)
const member = Access.any(Access.owner, Access.group("members"))
const access = {
  list: Access.everyone,
  get: member,
  create: Access.signedIn,
  update: member,
  delete: Access.owner,
  history: member,
  become: Access.any(Access.owner, Access.group("movers"))
}

/** Two resources of one name. */
export const twins = ["shelf.castor", "shelf.pollux"].map((table) =>
  Resource.make("twins", { table, fields: { eq: text }, access })
)

export const Words = Resource.make("words", {
  table: "shelf.words",
  fields: {
    column: text,
    values: text,
    true: text,
    null: text,
    eq: text,
    is: text,
    like: text,
    tags: text,
    any: text,
    asc: text,
    counted: text,
    update: text,
    castor: Field.optional(Field.references("twins")),
    pollux: Field.optional(Field.references("twins"))
  },
  access
})

/** What a client's values are made by; no part of it decides. */
export interface Fill {
  readonly text: () => string
  readonly texts: () => ReadonlyArray<string>
  /** These names with values, in an order of its own. */
  readonly body: (names: ReadonlyArray<string>) => Readonly<Record<string, Cell>>
}

export const blank: Fill = {
  text: () => "",
  texts: () => [],
  body: (names) => Object.fromEntries(names.map((name) => [name, ""]))
}

/** Texts, each of which is told once only, however often this is called. */
export const makeFill = (): Fill => {
  let told = 0
  const next = () => `what a client says ${++told}`
  return {
    text: next,
    texts: () => Array.from({ length: ++told % 3 }, next),
    body: (names) =>
      Object.fromEntries((++told % 2 === 0 ? names : names.toReversed()).map((name) => [name, next()]))
  }
}

export type Made<A> = Arbitrary.Arbitrary<A>
export type Unfilled<A> = (fill: Fill) => A

const below = (end: number): Made<number> =>
  Arbitrary.schema(Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: end - 1 })))
export const among = <A>(values: ReadonlyArray<A>): Made<A> =>
  Arbitrary.map(below(values.length), (at) =>
    values.reduce((chosen, value, i) => (i === at ? value : chosen))
  )
/** A few of them, in any order. */
export const some = <A>(values: ReadonlyArray<A>): Made<ReadonlyArray<A>> =>
  Arbitrary.map(Arbitrary.array(among(values), { maxLength: 3 }), (chosen) => [...new Set(chosen)])

const comparisons = ["eq", "neq", "lt", "lte", "gt", "gte"] as const

const leaf = ({ columns }: Resource.Resource): Made<Unfilled<Predicate.Predicate>> =>
  Arbitrary.map(
    Arbitrary.all({
      _tag: among(["Constant", "Compare", "Quantified", "Is", "Like", "Match", "Relate", "Search"] as const),
      column: among([...columns.values()]),
      operator: among(comparisons),
      each: among([...comparisons, "like", "ilike", "match", "imatch"] as const),
      relating: among(["isdistinct", "cs", "cd", "ov"] as const),
      form: among(["fts", "plfts"] as const),
      language: among([null, "english", "simple"] as const),
      quantifier: among(["any", "all"] as const),
      value: among([null, true, false]),
      insensitive: among([true, false])
    }),
    ({ _tag, column, operator, each, relating, form, language, quantifier, value, insensitive }) =>
      (fill): Predicate.Predicate => {
        switch (_tag) {
          case "Constant":
            return { _tag, value }
          case "Compare":
            return { _tag, column, operator, value: fill.text() }
          case "Quantified":
            return { _tag, column, quantifier, operator: each, values: fill.texts() }
          case "Is":
            return { _tag, column, value }
          case "Like":
          case "Match":
            return { _tag, column, insensitive, pattern: fill.text() }
          case "Relate":
            return { _tag, column, operator: relating, value: fill.text() }
          case "Search":
            return { _tag, column, form, language, text: fill.text() }
        }
      }
  )

export const tree = (resource: Resource.Resource, depth: number): Made<Unfilled<Predicate.Predicate>> =>
  depth === 0
    ? leaf(resource)
    : Arbitrary.map(
        Arbitrary.all({
          tag: among(["And", "Or", "Not", "leaf"] as const),
          alone: tree(resource, depth - 1),
          parts: Arbitrary.array(tree(resource, depth - 1), { minLength: 1, maxLength: 3 })
        }),
        ({ tag, alone, parts }) =>
          (fill): Predicate.Predicate => {
            if (tag === "leaf") return alone(fill)
            if (tag === "Not") return { _tag: tag, predicate: alone(fill) }
            return { _tag: tag, predicates: parts.map((part) => part(fill)) }
          }
      )

/** Every predicate of few words: brackets, and what stands between them, are all by which these differ. */
export const smallPredicates = (): ReadonlyArray<Predicate.Predicate> => {
  const [first, second] = [Resource.columnOf(Words, "eq"), Resource.columnOf(Words, "true")]
  let all: ReadonlyArray<Predicate.Predicate> = [
    { _tag: "Constant", value: true },
    { _tag: "Compare", column: first, operator: "eq", value: "" },
    { _tag: "Quantified", column: second, quantifier: "any", operator: "eq", values: [] },
    { _tag: "Is", column: second, value: true },
    { _tag: "Like", column: first, pattern: "", insensitive: false }
  ]
  for (let depth = 0; depth < 2; depth++) {
    const parts = all
    const some = parts.flatMap((part) => [[part], ...parts.map((other) => [part, other])])
    all = [
      ...parts,
      ...parts.map((predicate): Predicate.Predicate => ({ _tag: "Not", predicate })),
      ...some.flatMap((predicates): ReadonlyArray<Predicate.Predicate> => [
        { _tag: "And", predicates },
        { _tag: "Or", predicates }
      ])
    ]
  }
  return [...new Map(all.map((predicate) => [JSON.stringify(predicate, namesOnly), predicate])).values()]
}

/** A replacer that leaves of resources and columns what tells them apart, and of who asks, and of the page, nothing. */
export function namesOnly(key: string, value: unknown): unknown {
  if (key === "page" || (key === "value" && typeof value === "string")) return null
  if (typeof value !== "object" || value === null) return value
  if ("table" in value) return value.table
  return "cell" in value && "name" in value ? value.name : value
}
