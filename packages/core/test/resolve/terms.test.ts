import { type ColumnType, type QueryFault, type QuerySyntax, Term } from "@pgcrest/core"
import { assert, describe, it } from "vitest"
import { column, read, refused } from "./library.ts"
import { by, chosen, condition, field, filtering } from "./syntax.ts"

type Given = Partial<QuerySyntax.QuerySyntax>

const size = field("meta", ["size", 0])
const colour = field("meta", ["colour"], true)

describe("what stands inside of JSON", () => {
  it("is compared as JSON, and as text behind the last arrow of two", () => {
    assert.deepInclude(read(filtering(condition(size, "gt", "2"))).filter, { operator: "gt", value: 2 })
    assert.deepInclude(read(filtering(condition(colour, "eq", "2"))).filter, { operator: "eq", value: "2" })
    assert.strictEqual(read(filtering(condition(colour, "like", "a%"))).filter._tag, "Like")
  })

  it("sorts, and is shown by the last name on the way", () => {
    const [order] = read({ order: [by(size)] }).order
    assert.isTrue(order !== undefined && Term.isInside(order.column))
    const { projection } = read({ select: [chosen(size), chosen(colour), chosen(field("meta", [0]))] })
    assert.deepStrictEqual(
      projection.items.map(({ as }) => as),
      ["size", "colour", "meta"]
    )
  })

  const meta = column("meta").type
  const faults: ReadonlyArray<readonly [string, Given, string, QueryFault]> = [
    [
      "a path into what is no JSON",
      filtering(condition(field("title", ["a"]), "eq", "1")),
      "p",
      { _tag: "PathUnfit", field: "title", type: { kind: "text" } }
    ],
    [
      "no JSON as an operand",
      filtering(condition(size, "eq", "{")),
      "p",
      {
        _tag: "OperandInvalid",
        field: 'meta->"size"->0',
        type: meta,
        operand: "{",
        rule: 'must be JSON, such as 5, true or "text"'
      }
    ],
    [
      "a type without a comparison",
      filtering(condition(field("raw", ["a"]), "eq", "1")),
      "p",
      { _tag: "OperatorUnfit", field: 'raw->"a"', operator: "eq", type: { kind: "json" } }
    ],
    [
      "a type without an order",
      { order: [by("raw")] },
      "order",
      { _tag: "OrderUnfit", field: "raw", type: { kind: "json" } }
    ],
    [
      "two of one name",
      { select: [chosen(colour), chosen(field("meta", ["x", "colour"]))] },
      "select",
      { _tag: "NameRepeated", name: "colour" }
    ]
  ]
  it.each(faults.map(([what, given, parameter, fault]) => ({ what, given, parameter, fault })))(
    "tells $fault._tag of $what",
    ({ given, parameter, fault }) => assert.deepStrictEqual<unknown>(refused(given), { parameter, fault })
  )
})

describe("a cast", () => {
  const castTo = (name: string | QuerySyntax.FieldSyntax, cast: string): ColumnType | null => {
    const [item] = read({ select: [chosen(name, { cast })] }).projection.items
    return item?._tag === "Column" ? item.cast : null
  }

  it("tells any field as text, and a whole number as a wider one", () => {
    for (const name of ["title", "pages", "price", "length", "meta", "writer_uid"])
      assert.deepStrictEqual(castTo(name, "text"), { kind: "text" }, name)
    assert.deepStrictEqual(castTo("pages", "BIGINT"), { kind: "bigint" })
    assert.deepStrictEqual(castTo("pages", " double   precision "), { kind: "float" })
    assert.deepStrictEqual(castTo("price", "numeric")?.kind, "numeric")
  })

  it.each([
    ["pages", "smallint"],
    ["price", "integer"],
    ["title", "integer"],
    ["title", "text; drop table works"],
    ["title", "regclass"]
  ])("tells CastUnfit of %s as %s, which could fail", (name, cast) =>
    assert.deepStrictEqual<unknown>(refused({ select: [chosen(name, { cast })] }), {
      parameter: "select",
      fault: { _tag: "CastUnfit", field: name, type: column(name).type, cast }
    })
  )
})
