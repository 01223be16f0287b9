import {
  Predicate,
  Projection,
  type QueryFault,
  type QuerySyntax,
  resolve,
  resolveSelect,
  Resource
} from "@pgcrest/core"
import * as Result from "effect/Result"
import { assert, describe, it } from "vitest"
import { Books } from "../books.ts"

const column = (name: string) => Resource.columnOf(Books, name)
const condition = (field: string, operator: string | null, text: string): QuerySyntax.ConditionSyntax => ({
  _tag: "Condition",
  field,
  operator,
  operand: { _tag: "Text", text },
  not: false
})
const or = (...parts: ReadonlyArray<QuerySyntax.FilterSyntax>): QuerySyntax.TreeSyntax => ({
  _tag: "Or",
  parts,
  not: false
})
const by = (field: string): QuerySyntax.OrderSyntax => ({ field, direction: null, nulls: null })
const filtering = (filter: QuerySyntax.FilterSyntax, parameter = "p"): Partial<QuerySyntax.QuerySyntax> => ({
  filters: [{ parameter, filter }]
})
const syntax = (given: Partial<QuerySyntax.QuerySyntax>): QuerySyntax.QuerySyntax => ({
  filters: [],
  order: [],
  page: { _tag: "Offset", limit: 5, offset: 2 },
  select: null,
  count: null,
  ...given
})
const read = (given: Partial<QuerySyntax.QuerySyntax>) => Result.getOrThrow(resolve(Books, syntax(given)))
const refused = (given: Partial<QuerySyntax.QuerySyntax>) =>
  Result.getOrThrow(Result.flip(resolve(Books, syntax(given))))

describe("resolve", () => {
  it("hands page and count on, and shows whole records where no field is chosen", () =>
    assert.deepStrictEqual(read({ count: "exact" }), {
      filter: Predicate.always,
      order: [],
      page: { _tag: "Offset", limit: 5, offset: 2 },
      projection: Projection.whole(Books),
      count: "exact"
    }))

  it("joins all filters by AND, in the shortest form", () => {
    const one: Predicate.Predicate = { _tag: "Compare", column: column("pages"), operator: "gt", value: 1 }
    assert.deepStrictEqual(read(filtering(condition("pages", "gt", "1"))).filter, one)
    assert.deepStrictEqual(read(filtering({ ...condition("pages", "lte", "1"), not: true })).filter, one)
    const both = [condition("pages", "gt", "1"), or({ ...condition("title", "is", "null"), not: true })]
    assert.deepStrictEqual(read({ filters: both.map((filter) => ({ parameter: "p", filter })) }).filter, {
      _tag: "And",
      predicates: [{ _tag: "Not", predicate: { _tag: "Is", column: column("title"), value: null } }, one]
    })
  })

  it("negates a tree as a whole", () => {
    const tree = { ...or(condition("pages", "eq", "1"), condition("pages", "eq", "2")), not: true }
    assert.deepStrictEqual(read(filtering(tree)).filter, {
      _tag: "Quantified",
      quantifier: "all",
      column: column("pages"),
      operator: "neq",
      values: [1, 2]
    })
  })

  it("orders by columns, ascending with nulls last and descending with nulls first unless told", () =>
    assert.deepStrictEqual(
      read({
        order: [by("title"), { ...by("pages"), direction: "desc" }, { ...by("price"), nulls: "first" }]
      }).order,
      [
        { column: column("title"), of: null, direction: "asc", nulls: "last" },
        { column: column("pages"), of: null, direction: "desc", nulls: "first" },
        { column: column("price"), of: null, direction: "asc", nulls: "first" }
      ]
    ))

  it("shows the chosen fields in the order of the choice", () =>
    assert.deepStrictEqual(
      read({ select: ["title", "uid"] }).projection,
      Projection.of([column("title"), column("uid")])
    ))

  const [text, jsonb] = [column("title").type, column("details").type]
  const pages = column("pages").type
  const faults: ReadonlyArray<readonly [Partial<QuerySyntax.QuerySyntax>, string, QueryFault]> = [
    [
      filtering(condition("secret", "eq", "1")),
      "p",
      { _tag: "FieldUnknown", place: "filter", field: "secret" }
    ],
    [
      filtering(or(condition("nothing", "eq", "1"))),
      "p",
      { _tag: "FieldUnknown", place: "tree", field: "nothing" }
    ],
    [{ order: [by("__proto__")] }, "order", { _tag: "FieldUnknown", place: "order", field: "__proto__" }],
    [{ select: ["secret"] }, "select", { _tag: "FieldUnknown", place: "select", field: "secret" }],
    [
      { order: [by("title"), { ...by("title"), direction: "desc" }] },
      "order",
      { _tag: "FieldRepeated", place: "order", field: "title" }
    ],
    [{ select: ["uid", "uid"] }, "select", { _tag: "FieldRepeated", place: "select", field: "uid" }],
    [
      filtering(condition("title", "fts", "a")),
      "p",
      { _tag: "OperatorUnknown", field: "title", operator: "fts" }
    ],
    [
      filtering(or(condition("title", null, "a"))),
      "p",
      { _tag: "OperatorUnknown", field: "title", operator: null }
    ],
    [
      filtering(condition("details", "eq", "{}")),
      "p",
      { _tag: "OperatorUnfit", field: "details", operator: "eq", type: jsonb }
    ],
    [
      filtering(condition("pages", "eq", "x")),
      "p",
      {
        _tag: "OperandInvalid",
        field: "pages",
        type: pages,
        operand: "x",
        rule: Result.getOrThrow(Result.flip(column("pages").cell.parse?.("x") ?? Result.fail("")))
      }
    ],
    [
      filtering(condition("title", "like", "a\\")),
      "p",
      {
        _tag: "OperandInvalid",
        field: "title",
        type: text,
        operand: "a\\",
        rule: "must not end in a lone backslash"
      }
    ],
    [{ order: [by("details")] }, "order", { _tag: "OrderUnfit", field: "details", type: jsonb }]
  ]
  it.each(faults.map(([given, parameter, fault]) => ({ given, parameter, fault })))(
    "tells $fault._tag of $parameter",
    ({ given, ...located }) => assert.deepStrictEqual(refused(given), located)
  )

  it("tells the first fault alone: filters in their order, then the order, then the choice of fields", () => {
    const bad = (parameter: string) => ({ parameter, filter: condition("nothing", "eq", "1") })
    const rest = { order: [by("nothing")], select: ["nothing"] }
    const filters = [{ parameter: "a", filter: condition("title", "eq", "x") }, bad("b"), bad("c")]
    assert.deepStrictEqual(
      [refused({ ...rest, filters }), refused(rest), refused({ select: rest.select })].map(
        ({ parameter }) => parameter
      ),
      ["b", "order", "select"]
    )
  })
})

describe("resolveSelect", () => {
  it("is the choice of fields alone", () => {
    assert.deepStrictEqual(Result.getOrThrow(resolveSelect(Books, null)), Projection.whole(Books))
    assert.deepStrictEqual(Result.getOrThrow(resolveSelect(Books, [])), Projection.none)
    assert.deepStrictEqual(Result.getOrThrow(Result.flip(resolveSelect(Books, ["x"]))), {
      parameter: "select",
      fault: { _tag: "FieldUnknown", place: "select", field: "x" }
    })
  })
})
