import { assert, describe, it } from "@effect/vitest"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { parseTarget, type Target } from "../../src/batch/target.ts"

const reference = (at: number, ...path: ReadonlyArray<string>) => ({ _tag: "Reference" as const, at, path })

describe("the address of a request in a batch", () => {
  it.each<readonly [string, Target]>([
    ["/books", { path: ["books"], query: [] }],
    ["/books/", { path: ["books", ""], query: [] }],
    ["/books?", { path: ["books"], query: [] }],
    ["/tags/a%2Fb/history", { path: ["tags", "a/b", "history"], query: [] }],
    ["/books/$0.uid", { path: ["books", reference(0, "uid")], query: [] }],
    ["/tags/$$a", { path: ["tags", "$a"], query: [] }],
    [
      "/books?title=eq.a+b%2B&&x&y=1=2",
      {
        path: ["books"],
        query: [
          ["title", ["", "eq.a b+"]],
          ["x", ["", ""]],
          ["y", ["", "1=2"]]
        ]
      }
    ],
    ["/books?a=not.eq.$1.b", { path: ["books"], query: [["a", ["not.eq.", reference(1, "b")]]] }],
    [
      "/books?a=eq.$$1.b&b=eq.a.$0",
      {
        path: ["books"],
        query: [
          ["a", ["eq.", "$1.b"]],
          ["b", ["eq.a.", reference(0)]]
        ]
      }
    ],
    [
      "/books?a=in.($0.b)&or=(a.eq.$0)",
      {
        path: ["books"],
        query: [
          ["a", ["", "in.($0.b)"]],
          ["or", ["", "(a.eq.$0)"]]
        ]
      }
    ]
  ])("%s is read once, its references where they stand", (text, target) =>
    assert.deepStrictEqual(Result.getOrThrow(parseTarget(text, 2)), target)
  )

  it.each([
    "",
    "books",
    "?x=1",
    "/",
    "https://a.example/books",
    "/%zz",
    "/%00",
    "/books?%zz=1",
    "/books?a=%",
    "/$2.uid",
    "/books?a=eq.$x"
  ])("%s is none", (text) => assert.isTrue(Result.isFailure(parseTarget(text, 2)), text))

  it.prop("of any text is one or none, and nothing is thrown", [Schema.String], ([text]) => {
    assert.isDefined(parseTarget(`/${text}`, 3))
    assert.isDefined(parseTarget(text, 0))
  })
})
