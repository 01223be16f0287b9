import {
  Caller,
  Predicate,
  Projection,
  type QueryFault,
  type QuerySyntax,
  type Reach,
  resolve,
  resolveSelect,
  Resource
} from "@pgcrest/core"
import * as Result from "effect/Result"
import { assert, describe, it } from "vitest"
import { Books } from "../books.ts"
import { by, chosen, condition, filtering, or, syntax } from "./syntax.ts"

const column = (name: string) => Resource.columnOf(Books, name)
const reach: Reach = {
  caller: Caller.user("ann"),
  links: new Map(),
  bounds: { records: 10, relations: 4, levels: 3 }
}
const read = (given: Partial<QuerySyntax.QuerySyntax>) =>
  Result.getOrThrow(resolve(Books, syntax(given), reach))
const refused = (given: Partial<QuerySyntax.QuerySyntax>) =>
  Result.getOrThrow(Result.flip(resolve(Books, syntax(given), reach)))

describe("resolve", () => {
  it("hands page and count on, and shows whole records where no field is chosen", () =>
    assert.deepInclude(read({ count: "exact" }), {
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
      read({ select: [chosen("title"), chosen("uid")] }).projection,
      Projection.of([column("title"), column("uid")])
    ))

  const [text, pages] = [column("title").type, column("pages").type]
  const faults: ReadonlyArray<readonly [Partial<QuerySyntax.QuerySyntax>, string, QueryFault]> = [
    [
      filtering(condition("secret", "eq", "1")),
      "p",
      { _tag: "FieldUnknown", place: "filter", resource: "books", field: "secret" }
    ],
    [
      filtering(or(condition("nothing", "eq", "1"))),
      "p",
      { _tag: "FieldUnknown", place: "tree", resource: "books", field: "nothing" }
    ],
    [
      { order: [by("__proto__")] },
      "order",
      { _tag: "FieldUnknown", place: "order", resource: "books", field: "__proto__" }
    ],
    [
      { select: [chosen("secret")] },
      "select",
      { _tag: "FieldUnknown", place: "select", resource: "books", field: "secret" }
    ],
    [
      { order: [by("title"), { ...by("title"), direction: "desc" }] },
      "order",
      { _tag: "FieldRepeated", place: "order", field: "title" }
    ],
    [{ select: [chosen("uid"), chosen("uid")] }, "select", { _tag: "NameRepeated", name: "uid" }],
    [
      filtering(condition("title", "about", "a")),
      "p",
      { _tag: "OperatorUnknown", field: "title", operator: "about" }
    ],
    [
      filtering(or(condition("title", null, "a"))),
      "p",
      { _tag: "OperatorUnknown", field: "title", operator: null }
    ],
    [
      filtering(condition("pages", "like", "1")),
      "p",
      { _tag: "OperatorUnfit", field: "pages", operator: "like", type: pages }
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
    ]
  ]
  it.each(faults.map(([given, parameter, fault]) => ({ given, parameter, fault })))(
    "tells $fault._tag of $parameter",
    ({ given, ...located }) => assert.deepStrictEqual(refused(given), located)
  )

  it("tells the first fault alone: the choice of fields, then filters in their order, then the order", () => {
    const bad = (parameter: string) => ({ parameter, filter: condition("nothing", "eq", "1") })
    const filters = [{ parameter: "a", filter: condition("title", "eq", "x") }, bad("b"), bad("c")]
    const order = [by("nothing")]
    assert.deepStrictEqual(
      [{ order, filters, select: [chosen("nothing")] }, { order, filters }, { order }]
        .map(refused)
        .map((fault) => ("parameter" in fault ? fault.parameter : fault._tag)),
      ["select", "b", "order"]
    )
  })
})

describe("resolveSelect", () => {
  const showing = (select: QuerySyntax.ShowingSyntax["select"]) => ({ select, related: [] })

  it("is the choice of fields alone", () => {
    assert.deepStrictEqual(
      Result.getOrThrow(resolveSelect(Books, showing(null), reach)),
      Projection.whole(Books)
    )
    assert.deepStrictEqual(Result.getOrThrow(resolveSelect(Books, showing([]), reach)), Projection.none)
    assert.deepStrictEqual(
      Result.getOrThrow(Result.flip(resolveSelect(Books, showing([chosen("x")]), reach))),
      {
        parameter: "select",
        fault: { _tag: "FieldUnknown", place: "select", resource: "books", field: "x" }
      }
    )
  })
})
