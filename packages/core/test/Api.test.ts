import { Api, Field, Hooks, Relation, Resource } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { assert, describe, it } from "vitest"
import { Authors, Books } from "./books.ts"

const fields = { a: Schema.String }
const A = Resource.make("a", { fields })
const hooksOfA = Hooks.make(A, { afterDelete: () => Effect.void })

describe("Api.make", () => {
  it("knows its resources and hooks by name", () => {
    const api = Api.make("library", { resources: [Authors, Books, A], hooks: [hooksOfA] })
    assert.deepStrictEqual([...api.resources.keys()], ["authors", "books", "a"])
    assert.deepStrictEqual([...api.hooks.keys()], ["a"])
  })

  it("lets a resource refer to itself", () => {
    const Parts = Resource.make("parts", {
      fields: { whole_uid: Field.optional(Field.references("parts")) },
      relations: { whole: Relation.one("parts", "whole_uid"), parts: Relation.many("parts", "whole_uid") }
    })
    assert.doesNotThrow(() => Api.make("x", { resources: [Parts] }))
  })

  it("knows the ways between its resources", () => {
    const { links } = Api.make("library", { resources: [Authors, Books, A] })
    const told = [...links].map(([{ name }, each]) => [
      name,
      each.map(({ name, resource }) => [name, resource])
    ])
    assert.deepStrictEqual(told, [
      ["authors", []],
      ["books", [["author", Authors]]],
      ["a", []]
    ])
  })

  it.each<[string, () => unknown, string]>([
    [
      "two of one name",
      () => Api.make("x", { resources: [A, Resource.make("a", { fields })] }),
      'Api "x": two resources are named "a"'
    ],
    [
      "hooks of a stranger",
      () => Api.make("x", { resources: [Authors], hooks: [hooksOfA] }),
      'Api "x": hooks of "a", which is not in it'
    ],
    [
      "hooks of a namesake",
      () => Api.make("x", { resources: [Resource.make("a", { fields })], hooks: [hooksOfA] }),
      'hooks of "a", which is not in it'
    ],
    [
      "hooks twice",
      () => Api.make("x", { resources: [A], hooks: [hooksOfA, hooksOfA] }),
      'two sets of hooks for "a"'
    ],
    [
      "a reference to nothing",
      () => Api.make("x", { resources: [Resource.make("b", { fields: { c_uid: Field.references("c") } })] }),
      'Api "x": b.c_uid refers to "c", which is not in it'
    ],
    [
      "a relation by nothing",
      () =>
        Api.make("x", {
          resources: [A, Resource.make("b", { fields, relations: { as: Relation.many("a", "b_uid") } })]
        }),
      'Api "x": the relation b.as goes by a.b_uid, which is no field'
    ],
    [
      "a relation by a reference to another",
      () =>
        Api.make("x", {
          resources: [
            A,
            Authors,
            Resource.make("b", {
              fields: { a_uid: Field.references("a") },
              relations: { author: Relation.one("authors", "a_uid") }
            })
          ]
        }),
      'Api "x": the relation b.author goes by b.a_uid, which refers to "a" and not to "authors"'
    ]
  ])("refuses %s", (_what, make, message) => assert.throws(make, message))

  it("refuses aggregates of what a hook shows, and of nothing else", () => {
    const Counted = Resource.make("counted", { fields, aggregates: true })
    const made = (handlers: Hooks.HooksOf<typeof Counted>) =>
      Api.make("x", { resources: [Counted], hooks: [Hooks.make(Counted, handlers)] })
    assert.throws(
      () => made({ afterRead: Effect.succeed }),
      'Api "x": "counted" allows aggregates, which would tell what its hook afterRead hides'
    )
    assert.isTrue(made({ beforeRead: () => Effect.void }).resources.has("counted"))
  })

  it("tells every fault at once", () =>
    assert.throws(
      () =>
        Api.make("x", {
          resources: [A, A, Resource.make("b", { fields: { c_uid: Field.references("c") } })],
          hooks: [Hooks.make(Authors, {})]
        }),
      [
        'Api "x": two resources are named "a"',
        'Api "x": hooks of "authors", which is not in it',
        'Api "x": b.c_uid refers to "c", which is not in it'
      ].join("\n")
    ))

  it("refuses a relation to nothing, also where the compiler was not asked", () => {
    const Loose: Resource.Resource<
      string,
      {},
      { row: {}; create: {}; update: {}; serverCreate: {}; serverUpdate: {} }
    > = Resource.make("b", { fields, relations: { c: Relation.many("c", "b_uid") } })
    assert.throws(
      () => Api.make("x", { resources: [Loose] }),
      'Api "x": the relation b.c leads to "c", which is not in it'
    )
  })
})
