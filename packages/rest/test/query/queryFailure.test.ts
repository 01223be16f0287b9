import type { QueryFault } from "@pgcrest/core"
import { assert, it } from "vitest"
import { queryFailure } from "../../src/query/queryFailure.ts"

const told = (parameter: string, fault: QueryFault) => {
  const failure = queryFailure({ parameter, fault })
  return "errors" in failure && failure.errors !== undefined
    ? failure.errors.map((one) => ({ ...one }))
    : assert.fail(failure._tag)
}

it.each<readonly [QueryFault, string, string]>([
  [
    { _tag: "ModifierUnfit", field: "pages", operator: "neq", modifier: "any" },
    "modifier",
    "has neq with no (any)"
  ],
  [
    { _tag: "LanguageUnknown", field: "pages", language: "klingon" },
    "language",
    'is searched in "klingon", which is no language'
  ],
  [
    { _tag: "MatchUndeclared", field: "pages", operator: "imatch" },
    "operator",
    "is not open to imatch: it has like and ilike"
  ],
  [
    { _tag: "OperatorUnfit", field: "pages", operator: "cs", type: { kind: "integer" } },
    "operator",
    "is of type integer, and cs is for arrays, jsonb, ranges and multiranges only"
  ],
  [
    { _tag: "OperatorUnfit", field: "pages", operator: "sl", type: { kind: "jsonb" } },
    "operator",
    "is of type jsonb, and sl is for ranges and multiranges only"
  ],
  [
    { _tag: "OperatorUnfit", field: "pages", operator: "wfts", type: { kind: "uuid" } },
    "operator",
    "is of type uuid, and wfts is for text and tsvector only"
  ],
  [
    { _tag: "OperatorUnfit", field: "pages", operator: "eq", type: { kind: "json" } },
    "operator",
    "is of type json, which has no comparisons"
  ]
])("tells %o", (fault, code, detail) => {
  assert.deepInclude(told("pages", fault)[0], { parameter: "pages", code, detail })
  assert.include(told("or", fault)[0]?.detail, `a condition on "pages", which ${detail}`)
})

it.each<readonly [QueryFault, string, string]>([
  [
    { _tag: "FieldUnknown", place: "select", resource: "authors", field: "nope" },
    "select",
    'names "nope", which is no field of "authors"'
  ],
  [
    { _tag: "FieldUnknown", place: "filter", resource: "authors", field: "nope" },
    "author.nope",
    'is neither a field of "authors" nor a word of the query grammar'
  ]
])("tells %o in %s with its resource", (fault, parameter, detail) =>
  assert.deepStrictEqual<unknown>(told(parameter, fault), [{ parameter, code: "unknown", detail }])
)
