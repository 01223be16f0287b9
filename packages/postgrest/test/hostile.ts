/** Requests that nobody means well with: parts that are odd, put together at random, the same ones in each run. */

/** One request: what `fetch` needs of it. */
export interface Hostile {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | null
}

const names = [
  ..."books authors tags labels notes rooms nope rpc __proto__ constructor toString id title pages price genres meta lent bought_at author author_id editor created_at select order limit offset columns on_conflict and or not.or not.and cursor expand as_of".split(
    " "
  ),
  '"title"',
  "meta->a",
  "meta->>a",
  "meta->0->>b",
  "author.name",
  "author.order",
  "author.limit",
  "tags.or",
  "title[0]",
  "",
  ".",
  "a b",
  "ti\u{0}tle",
  "\ud800",
  "é",
  "title::int",
  "id.sum()",
  "count()",
  "...author(name)",
  "author(name)",
  "authors(name)",
  "authors!author_id!inner(name)",
  "tags(name,books(title))",
  "*",
  "a".repeat(300),
  "x;drop table books",
  "'",
  '"',
  "%"
]
const values = [
  ...'eq.1 eq. eq.x eq.null eq.true neq.1 gt.1 lt.9e999 gte.-1 lte.NaN like.* like.% like.\\ ilike.*a*b*c* match.a match.(a+)+$ imatch.[ in.() in.(1,2) in.(1 in.1 in.("a,b") is.null is.not_null is.TRUE is.x not.eq.1 not.is.null not.not.eq.1 eq(any).{1,2} like(all).{a*,b} eq(some).{1} cs.{a} cs.[1,2) cs.{"a":1} cs.x cd.{} ov.{a} sl.1 adj.[1,2] fts.a fts(english).a&b plfts.a wfts(nope).a isdistinct.1 isdistinct.null 1 (a.eq.1) (id.eq.1,title.eq.x) (id.eq.1 ((id.eq.1)) (and(id.eq.1,or(id.eq.2,id.eq.3))) (id.not.eq.1) () ( id.desc title.asc.nullsfirst,id.desc author(name).desc tags(name) id.up 99999999999999999999 -1 0 1.5 2'.split(
    " "
  ),
  "eq.2026-01-01T00:00:00+00:00",
  "eq.2026-13-45",
  "eq.infinity",
  "eq.\u{0}",
  "eq.\ud800",
  `eq.${"9".repeat(400)}`,
  "eq.1e400",
  `in.(${"1,".repeat(1200)}1)`,
  "",
  "*",
  "id,title",
  "title,author(name,books(title,author(name)))",
  "a".repeat(3000)
]
const bodies = [
  null,
  "",
  "{}",
  "[]",
  "null",
  "1",
  '"x"',
  "[1]",
  "[[]]",
  "{",
  '{"title":"a"}',
  '[{"title":"a"},{"title":"b"}]',
  '[{"title":"a"},{"id":1}]',
  '{"title":null}',
  '{"title":1e400}',
  '{"id":99999999999999999999,"title":"a"}',
  '{"__proto__":1}',
  '{"constructor":{}}',
  '{"title":"\\u0000"}',
  '{"title":"\\ud800"}',
  '{"genres":[["a"]],"title":"a"}',
  '{"meta":{"a":12345678901234567890.5},"title":"a"}',
  '{"price":"NaN","title":"a"}',
  '{"price":1e300,"title":"a"}',
  '{"author_id":1,"title":"a"}',
  '{"author_id":"x","title":"a"}',
  '{"book_id":1,"tag_id":1}',
  '{"name":"a"}',
  '[{"name":"a"},{"name":"a"}]',
  '{"a":1,"b":2}',
  '{"names":["a"]}',
  "[".repeat(200)
]
const headers: ReadonlyArray<readonly [name: string, values: ReadonlyArray<string>]> = [
  [
    "prefer",
    [
      "return=representation",
      "return=representation, count=exact",
      "count=planned",
      "count=estimated",
      "resolution=merge-duplicates",
      "resolution=ignore-duplicates, return=representation",
      "handling=strict, max-affected=1",
      "missing=default",
      "tx=rollback, return=representation",
      "return=headers-only",
      'a="b',
      ",,;"
    ]
  ],
  [
    "accept",
    [
      "text/csv",
      "application/vnd.pgrst.object+json",
      "application/vnd.pgrst.array+json;nulls=stripped",
      "text/html",
      "*/*;q=x",
      ";"
    ]
  ],
  ["range", ["0-9", "9-0", "5-", "-5", "99999999999999-"]],
  ["content-type", ["application/json", "text/csv", "application/vnd.x+json", "nonsense"]],
  ["authorization", ["Bearer ann", "Bearer ines"]],
  ["if-match", ['"1"', "*"]],
  ["accept-profile", ["public", "other"]]
]
const methods = ["GET", "GET", "GET", "HEAD", "POST", "PATCH", "DELETE", "PUT", "OPTIONS"]

/** So many of them. */
export const hostile = (count: number, seed = 1): ReadonlyArray<Hostile> => {
  const next = dice(seed)
  const one = <A>(of: ReadonlyArray<A>): A => of[next() % of.length] as A
  const pair = () =>
    [one(names), one(values)].map((text) => encodeURIComponent(text.toWellFormed())).join("=")
  return Array.from({ length: count }, () => {
    const method = one(methods)
    const query = Array.from({ length: next() % 4 }, pair).join("&")
    const chosen = headers
      .filter(() => next() % 3 === 0)
      .map(([name, values]) => [name, one(values)] as const)
    const reads = method === "GET" || method === "HEAD"
    const rest = next() % 8 === 0 ? `/${encodeURIComponent(one(names).toWellFormed())}` : ""
    const table = next() % 4 === 0 ? one(names) : one(names.slice(0, 6))
    return {
      method,
      path: `/${encodeURIComponent(table.toWellFormed())}${rest}${query === "" ? "" : `?${query}`}`,
      headers: Object.fromEntries(chosen),
      body: reads ? null : one(bodies)
    }
  })
}

/** A linear congruential generator, whose low bits are left aside. */
function dice(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state >>> 8
  }
}
