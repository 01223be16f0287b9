/** Every operator as clients write it, from the query string to what it means. */
import { Field, Predicate, resolve, Resource } from "@pgcrest/core"
import * as Result from "effect/Result"
import { assert, it } from "vitest"
import { parseQuery } from "../../src/query/parseQuery.ts"
import { queryFailure } from "../../src/query/queryFailure.ts"
import { limits, reach } from "../samples.ts"

const Things = Resource.make("things", {
  fields: {
    title: Field.matchable(Field.text),
    pages: Field.integer,
    tags: Field.array("text"),
    doc: Field.jsonb(),
    seats: Field.range("int4range"),
    gaps: Field.multirange("int4multirange"),
    words: Field.tsvector
  }
})

const meant = (query: string) =>
  Result.flatMap(parseQuery([...new URLSearchParams(query)], limits, null), (syntax) =>
    Result.mapBoth(resolve(Things, syntax, reach), {
      onSuccess: ({ filter }) => Predicate.textOf(filter),
      onFailure: (failure) => ("fault" in failure ? queryFailure(failure) : assert.fail(failure._tag))
    })
  )

it.each([
  ["pages=isdistinct.7", "pages isdistinct 7"],
  ["pages=not.isdistinct.7", "not pages isdistinct 7"],
  ["pages=eq(any).{1,2}", "pages eq any(1,2)"],
  ["pages=gt(all).{}", "pages gt all()"],
  ["tags=cs.{a,%22b c%22}", 'tags cs ["a","b c"]'],
  ["tags=cd.{}", "tags cd []"],
  ["or=(tags.ov.{a,b},pages.eq.1)", 'Or(pages eq 1,tags ov ["a","b"])'],
  ["tags=eq.{a,NULL}", 'tags eq ["a",null]'],
  ['tags=in.("{a,b}","{}")', 'tags eq any(["a","b"],[])'],
  ['tags=eq(any).{"{a,b}","{}"}', 'tags eq any(["a","b"],[])'],
  ['doc=cs.{"k":[1,2]}', 'doc cs {"k":[1,2]}'],
  ['doc=cd.["a","b"]', 'doc cd ["a","b"]'],
  ['and=(doc.cs.{"k":{"a":1}},pages.lt.2)', 'And(doc cs {"k":{"a":1}},pages lt 2)'],
  ["doc->size=gt.5", 'doc->"size" gt 5'],
  ["doc->>size=eq.5", 'doc->>"size" eq "5"'],
  ["doc->list->0=is.null", 'doc->"list"->0 is null'],
  ["seats=cs.[1,3)", 'seats cs "[1,3)"'],
  ["seats=sl.(10,20]", 'seats sl "[11,21)"'],
  ["and=(seats.ov.[1,3),pages.eq.1)", 'And(pages eq 1,seats ov "[1,3)")'],
  ["gaps=adj.{[1,3),[5,7)}", 'gaps adj "{[1,3),[5,7)}"'],
  ["title=match.^[A-C]\\w*$", 'title match "^[A-C][0-9A-Z_a-z]*$"'],
  ["title=imatch(any).{^a,b$}", 'title imatch any("^a","b$")'],
  ["title=like(all).{a*,*b}", 'title like all("a%","%b")'],
  ["title=wfts(english).fat -rat", 'title wfts(english) "fat -rat"'],
  ["words=fts.fat %26 !rat", 'words fts() "fat & !rat"'],
  ["words=not.phfts(simple).fat rat", 'not words phfts(simple) "fat rat"'],
  ["or=(title.plfts(german).die Katze,pages.eq.1)", 'Or(pages eq 1,title plfts(german) "die Katze")']
])("%s is %s", (query, filter) =>
  assert.deepStrictEqual(meant(query.replaceAll("+", "%2B")), Result.succeed(filter))
)

it.each([
  ["title=match.a**", "must have a backslash before a * that stands for itself, as a regular expression"],
  ["words=match.a", "is of type other, and match is for text only"],
  ["tags=sl.{a}", "is of type array, and sl is for ranges and multiranges only"],
  ["pages=cs.5", "is of type integer, and cs is for arrays, jsonb, ranges and multiranges only"],
  ["pages=eq(any).{1,x}", "must be a whole number from -2147483648 to 2147483647"],
  ["pages=neq(any).{1}", "has neq with no (any)"],
  ["title=fts(klingon).a", 'is searched in "klingon", which is no language']
])("%s %s", (query, detail) => {
  const failure = Result.getOrThrow(Result.flip(meant(query)))
  assert.deepInclude("errors" in failure ? failure.errors?.[0] : {}, { detail })
})
