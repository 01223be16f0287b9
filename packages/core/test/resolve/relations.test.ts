import { Caller, Predicate, type QueryFault, type QuerySyntax, resolve } from "@pgcrest/core"
import * as Result from "effect/Result"
import { assert, describe, it } from "vitest"
import { column, reach, read, refused, Works, Writers } from "./library.ts"
import { at, by, chosen, condition, filtering, or, relation, syntax } from "./syntax.ts"

type Given = Partial<QuerySyntax.QuerySyntax>

const name = chosen("name")
const embedded = (given: Given) =>
  read(given).projection.items.flatMap((item) => (item._tag === "Embed" ? [item] : []))
const first = (given: Given) => {
  const [item] = embedded(given)
  return item ?? assert.fail("no relation is shown")
}
const like = { _tag: "Compare", column: column("name", Writers), operator: "eq", value: "x" } as const

describe("a relation", () => {
  it("is known by its own name, by the resource's, and by a hint where that is one of several", () => {
    const via = (item: QuerySyntax.RelationSyntax) => first({ select: [item] }).embed.link.from.name
    assert.strictEqual(via(relation("editor", [name])), "editor_uid")
    assert.strictEqual(via(relation("works", [chosen("title")])), "sequel_uid")
    for (const hint of ["editor", "editor_uid"])
      assert.strictEqual(via(relation("writers", [name], { hint })), "editor_uid")
    assert.strictEqual(via(relation("tags", [chosen("word")], { hint: "labels" })), "uid")
  })

  it("is known by what holds the two together, as clients know it that know a database", () => {
    const via = (name: string, hint: string | null = null) =>
      first({ select: [relation(name, [chosen("name")], { hint })] }).embed.link.from.name
    assert.strictEqual(via("editor_uid"), "editor_uid")
    assert.strictEqual(via("works_editor_uid_fkey"), "editor_uid")
    assert.strictEqual(via("writers", "works_editor_uid_fkey"), "editor_uid")
    const words = { select: [relation("tags", [chosen("word")], { hint: "labels_tag_uid_fkey" })] }
    assert.strictEqual(first(words).embed.link.through?.far.name, "tag_uid")
    const works = syntax({ select: [relation("works_writer_uid_fkey", [chosen("title")])] })
    assert.isTrue(Result.isSuccess(resolve(Writers, works, reach)))
  })

  it("is shown under its alias, or the name that was asked for, and all of one record", () => {
    const items = embedded({
      select: [relation("writer", [name]), relation("editor", [name], { as: "by" })]
    })
    assert.deepStrictEqual(
      items.map(({ as, embed, spread }) => [as, embed.limit, embed.offset, spread]),
      [
        ["writer", 1, 0, false],
        ["by", 1, 0, false]
      ]
    )
  })

  it("has filters, an order and a page of its own, at its alias", () => {
    const asked = { limit: 3, offset: 1, order: [by("word")], ...filtering(condition("word", "eq", "x")) }
    const select = [relation("tags", [chosen("word")], { as: "t" })]
    const { embed } = first({ select, related: [at(["t"], asked)] })
    assert.deepStrictEqual([embed.limit, embed.offset, embed.order.length], [3, 1, 1])
    assert.strictEqual(Predicate.textOf(embed.filter), 'word eq "x"')
    assert.strictEqual(first({ select }).embed.limit, reach.bounds.records)
  })

  it("is nothing of an answer where nothing of it is shown, and a filter all the same", () => {
    const select = [chosen("title"), relation("writer", [], { join: "inner" })]
    const { filter, projection } = read({
      select,
      related: [at(["writer"], filtering(condition("name", "eq", "x")))]
    })
    assert.deepStrictEqual(
      projection.items.map(({ as }) => as),
      ["title"]
    )
    assert.deepInclude(filter, { _tag: "Exists", where: like })
  })

  it("leaves out records that have none only where its join is inner", () => {
    for (const [join, tag] of [
      [null, "Constant"],
      ["left", "Constant"],
      ["inner", "Exists"]
    ] as const)
      assert.strictEqual(read({ select: [relation("writer", [name], { join })] }).filter._tag, tag)
  })

  it("is null where there is no record of it, of those that its filters find", () => {
    const select = [relation("editor", [name], { as: "e" })]
    const related = [at(["e"], filtering(condition("name", "eq", "x")))]
    const isNull = condition("e", "is", "null")
    const found = (given: Given) => read({ select, related, ...given }).filter
    const absent = found(filtering(isNull))
    assert.deepInclude(absent, { _tag: "Not" })
    assert.deepInclude(absent._tag === "Not" ? absent.predicate : absent, { _tag: "Exists", where: like })
    for (const there of [condition("e", "is", "NOT_NULL"), { ...isNull, not: true }])
      assert.deepInclude(found(filtering(there)), { _tag: "Exists", where: like })
    assert.strictEqual(found(filtering(or(isNull, condition("pages", "eq", "1"))))._tag, "Or")
  })

  it("shows of others what its caller may see, and of a resource that asks for a token nothing without", () => {
    const select = [relation("shelves", [chosen("place")])]
    assert.include(Predicate.textOf(first({ select }).embed.wanted), '"ann"')
    const through = first({ select: [relation("tags", [chosen("word")])] }).embed.through
    assert.include(Predicate.textOf(through), '"ann"')
    const anonymous = refused({ select }, { caller: Caller.anonymous("r") })
    assert.deepInclude(anonymous, { _tag: "Unauthenticated", resource: "shelves" })
  })

  it("sorts by a field of the one record that it leads to, once each", () => {
    const order = [by("name", "writer"), by("name", "editor"), by("title")]
    assert.deepStrictEqual(
      read({ order }).order.map(({ column, of }) => [column.name, of?.link.name ?? null]),
      [
        ["name", "writer"],
        ["name", "editor"],
        ["title", null]
      ]
    )
  })

  const nested = (depth: number): QuerySyntax.ItemSyntax =>
    relation("works", depth === 1 ? [chosen("title")] : [nested(depth - 1)])
  const writer = relation("writer", [name])
  const faults: ReadonlyArray<readonly [string, Given, string, QueryFault]> = [
    [
      "several lead there",
      { select: [relation("writers", [name])] },
      "select",
      { _tag: "RelationAmbiguous", relation: "writers", relations: ["writer", "editor"] }
    ],
    [
      "no such relation",
      { select: [relation("nothing", [])] },
      "select",
      { _tag: "RelationUnknown", relation: "nothing", hint: null }
    ],
    [
      "a hint that none has",
      { select: [relation("writers", [], { hint: "nothing" })] },
      "select",
      { _tag: "RelationUnknown", relation: "writers", hint: "nothing" }
    ],
    [
      "what nobody may read",
      { select: [relation("vaults", [chosen("code")])] },
      "select",
      { _tag: "RelationUnknown", relation: "vaults", hint: null }
    ],
    [
      "what is asked of a relation that is not shown",
      { select: [writer], related: [at(["writer", "works"])] },
      "writer.works",
      { _tag: "RelationNotSelected", relation: "writer.works" }
    ],
    [
      "asked by its name where it has an alias",
      { select: [{ ...writer, as: "w" }], related: [at(["writer"])] },
      "writer",
      { _tag: "RelationNotSelected", relation: "writer" }
    ],
    [
      "more levels than are told",
      { select: [nested(4)] },
      "select",
      { _tag: "TooManyRelations", most: 3, of: "levels" }
    ],
    [
      "more relations than are told",
      { select: [1, 2, 3, 4, 5].map((as) => ({ ...writer, as: `w${as}` })) },
      "select",
      { _tag: "TooManyRelations", most: 4, of: "relations" }
    ],
    [
      "more records than are told",
      { select: [relation("tags", [])], related: [at(["tags"], { limit: 11 })] },
      "tags",
      { _tag: "LimitTooLarge", most: 10 }
    ],
    [
      "compared with a value",
      { select: [writer], ...filtering(condition("writer", "eq", "x")) },
      "p",
      { _tag: "RelationCompared", relation: "writer" }
    ],
    [
      "a filter on one that is not shown",
      filtering(condition("writer", "is", "null")),
      "p",
      { _tag: "FieldUnknown", place: "filter", resource: "works", field: "writer" }
    ],
    [
      "an order by what leads to many",
      { order: [by("word", "tags")] },
      "order",
      { _tag: "RelationUnfit", relation: "tags" }
    ],
    [
      "an order by a field twice",
      { order: [by("name", "writer"), by("name", "writer")] },
      "order",
      { _tag: "FieldRepeated", place: "order", field: "name" }
    ],
    [
      "two things of one name",
      { select: [chosen("title"), relation("writer", [name], { as: "title" })] },
      "select",
      { _tag: "NameRepeated", name: "title" }
    ],
    [
      "a spread name that the record has too",
      { select: [chosen("title", { as: "name" }), relation("writer", [name], { spread: true })] },
      "select",
      { _tag: "NameRepeated", name: "name" }
    ],
    [
      "two relations of one name, of which filters could mean either",
      {
        select: [
          relation("writer", [name], { spread: true }),
          relation("writer", [chosen("uid")], { spread: true })
        ]
      },
      "select",
      { _tag: "NameRepeated", name: "writer" }
    ],
    [
      "a field that the other resource does not show",
      { select: [relation("works", [chosen("secret")])] },
      "select",
      { _tag: "FieldUnknown", place: "select", resource: "works", field: "secret" }
    ]
  ]
  it.each(faults.map(([what, given, parameter, fault]) => ({ what, given, parameter, fault })))(
    "tells $fault._tag of $what",
    ({ given, parameter, fault }) => assert.deepStrictEqual<unknown>(refused(given), { parameter, fault })
  )

  it("shows the same name of a record that is spread under another one", () => {
    const { projection } = read({
      select: [chosen("title"), relation("works", [chosen("title", { as: "next" })], { spread: true })]
    })
    assert.deepStrictEqual(
      projection.items.map((item) => item._tag),
      ["Column", "Embed"]
    )
  })

  it("leads from works to works", () => {
    const { link } = first({ select: [relation("works", [chosen("title")])] }).embed
    assert.strictEqual(link.resource, Works)
  })
})
