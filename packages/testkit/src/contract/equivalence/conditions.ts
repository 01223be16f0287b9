/** Generated conditions: every operator that a field's type has. */
import { type Cell, type Column, type Predicate, type Resource, Term } from "@pgcrest/core"
import * as Arbitrary from "effect/Arbitrary"
import { ascii, below, jsonOf, type Made, oneOf, pick } from "./arbitraries.ts"

/** What can be compared, and sorted by: columns, and places inside of JSON. */
export const terms = ({ columns }: Resource.Resource): Made<Term.Term> => {
  const compared = [...columns.values()].filter(
    ({ cell, plays, references, shown }) =>
      cell.parse !== null && plays === null && references === null && shown
  )
  const documents = compared.filter(({ type }) => type.kind === "jsonb")
  return pick([...compared, ...documents.flatMap(placesIn)])
}

// Some are there in some samples, some never.
const paths = [[0], [-1], ["b"], ["b", "deep", 0], ["b", "deep", 1, "a"], ["a", "b"]]

function placesIn(column: Column): ReadonlyArray<Term.Term> {
  return paths.flatMap((path) => [Term.inside(column, path, false), Term.inside(column, path, true)])
}

const comparisons = ["eq", "neq", "lt", "lte", "gt", "gte"] as const
const relations = ["cs", "cd", "ov", "sl", "sr", "nxr", "nxl", "adj"] as const
const patterns = ["%", "", "_", "a", "%A%", "b\\_b", "%\\%", "z_"]
// In the spelling that a regular expression is sent in.
const expressions = [".", "^a", "[^a-z]", "b$|^$", "(a|Z)+", "[\\]A-C]_?", "\\\\", "^.{2}$"]

/** What an operand is, once read. */
const operand = (term: Term.Term): Made<Cell> =>
  Arbitrary.filterMap(
    Term.isInside(term) && term.asText
      ? pick(["", "1", "a", "text", "true", "[]", "{}"])
      : jsonOf({ ...Term.columnIn(term), nullable: false }),
    (json) => term.cell.fromJson(json)
  )

/** A condition on one term of a resource. */
export const conditionOn = (resource: Resource.Resource): Made<Predicate.Predicate> =>
  Arbitrary.flatMap(terms(resource), (column) => {
    const compare = Arbitrary.map(
      Arbitrary.all({ operator: pick(comparisons), value: operand(column) }),
      (rest): Predicate.Predicate => ({ _tag: "Compare", column, ...rest })
    )
    const known = relations.filter((relation) => column.cell.relations[relation] !== undefined)
    const relate = Arbitrary.map(
      Arbitrary.all({
        operator: pick<Predicate.Relating>(["isdistinct", ...known, ...known]),
        value: operand(column)
      }),
      (rest): Predicate.Predicate => ({ _tag: "Relate", column, ...rest })
    )
    const common = [compare, among(column), is(column), relate] as const
    if (column.type.kind === "text") return oneOf(...common, ...matching(column))
    return known.length > 0 ? oneOf(...common, relate) : oneOf(...common, compare)
  })

function among(column: Term.Term): Made<Predicate.Predicate> {
  return Arbitrary.map(
    Arbitrary.all({
      quantifier: pick(["any", "any", "all"] as const),
      operator: pick(["eq", ...comparisons] as const),
      values: Arbitrary.array(operand(column), { maxLength: 3 })
    }),
    (rest) => ({ _tag: "Quantified", column, ...rest })
  )
}

function is(column: Term.Term): Made<Predicate.Predicate> {
  const truths = column.type.kind === "boolean" ? [null, true, false] : [null]
  return Arbitrary.map(below(truths.length), (at) => ({ _tag: "Is", column, value: truths[at] ?? null }))
}

function matching(column: Term.Term): ReadonlyArray<Made<Predicate.Predicate>> {
  const insensitive = pick(ascii.includes(column.name) ? [false, true] : [false])
  return (
    [
      ["Like", "like", patterns],
      ["Match", "match", expressions]
    ] as const
  ).flatMap(([_tag, operator, texts]): ReadonlyArray<Made<Predicate.Predicate>> => [
    Arbitrary.map(Arbitrary.all({ pattern: pick(texts), insensitive }), (rest) => ({
      _tag,
      column,
      ...rest
    })),
    Arbitrary.map(
      Arbitrary.all({
        quantifier: pick(["any", "all"] as const),
        values: Arbitrary.array(pick(texts), { maxLength: 3 })
      }),
      (rest) => ({ _tag: "Quantified", column, operator, ...rest })
    )
  ])
}
