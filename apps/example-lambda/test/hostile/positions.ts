/** Each place of a request that takes a client's text, by the call that puts it there. */
import type { Call } from "../wire/wire.ts"
import { quoted } from "./texts.ts"

export type Position = (text: string) => Call

type Pairs = ReadonlyArray<readonly [name: string, value: string]>

/** An address with a query, encoded. */
export const path = (at: string, pairs: Pairs): string =>
  `${at}?${pairs.map((pair) => pair.map(encodeURIComponent).join("=")).join("&")}`

const list =
  (pairs: (text: string) => Pairs, at = "/shelves"): Position =>
  (text) => ({ method: "GET", path: path(at, pairs(text)) })

/** Parameters whose text a statement needs, and so has as a parameter of its own. */
const held: Readonly<Record<string, (text: string) => Pairs>> = {
  "path in JSON of a parameter": (text) => [[`meta->${text}`, "eq.1"]],
  "path in JSON as text": (text) => [[`meta->a->>${text}`, "eq.x"]],
  "path in JSON of json": (text) => [[`raw->>${text}`, "eq.x"]],
  "selected path in JSON": (text) => [["select", `meta->${text}->>${text}`]],
  "path in JSON as a group": (text) => [["select", `x:meta->>${text},count()`]],
  "path in JSON of an order": (text) => [["order", `meta->${text}.desc,meta->>${text}`]],
  "words of a search": (text) => [["name", `fts(english).${text}`]],
  "plain words": (text) => [["name", `plfts.${text}`]],
  phrase: (text) => [["name", `phfts(german).${text}`]],
  "words for the web": (text) => [["name", `wfts(simple).${text}`]],
  value: (text) => [["name", `eq.${text}`]],
  "value that is not": (text) => [["name", `isdistinct.${text}`]],
  pattern: (text) => [["name", `like.${text}`]],
  "pattern without case": (text) => [["name", `not.ilike.${text}`]],
  "regular expression": (text) => [["label", `match.${text}`]],
  "regular expressions": (text) => [["label", `imatch(any).{${quoted(text)}}`]],
  "list of in": (text) => [["name", `in.(${text},a)`]],
  "list of any": (text) => [["name", `eq(any).{${text}}`]],
  "patterns of all": (text) => [["name", `like(all).{${text},a}`]],
  array: (text) => [["tags", `cs.{${text}}`]],
  "array in common": (text) => [["tags", `ov.{${quoted(text)}}`]],
  "JSON contained": (text) => [["meta", `cs.${JSON.stringify({ [text]: text })}`]],
  JSON: (text) => [["meta", `eq.${text}`]],
  "value in a tree": (text) => [["or", `(name.eq.${text},label.in.(${text}))`]]
}

/** Parameters whose text names something that is known, is none of a type, or is told in the answer alone. */
const named: Readonly<Record<string, (text: string) => Pairs>> = {
  "parameter name": (text) => [[text, "eq.1"]],
  "relation in a parameter": (text) => [
    ["select", "name,boxes(name)"],
    [`${text}.name`, "eq.1"]
  ],
  "field of a relation": (text) => [
    ["select", "name,boxes(name)"],
    [`boxes.${text}`, "eq.1"]
  ],
  "alias in a parameter": (text) => [
    ["select", `${text}:boxes!inner(name)`],
    [`${text}.name`, "eq.1"],
    [`${text}.order`, "name"],
    [`${text}.limit`, "1"]
  ],
  "selected field": (text) => [["select", text]],
  "alias of a field": (text) => [["select", `${text}:name`]],
  "alias of a path": (text) => [["select", `${text}:meta->a->>b`]],
  "alias of an aggregate": (text) => [["select", `${text}:price.sum(),room`]],
  "alias of a relation": (text) => [["select", `${text}:boxes(name)`]],
  "alias inside of a relation": (text) => [["select", `name,boxes(${text}:name)`]],
  "alias inside of a spread": (text) => [["select", `name,...boxes(${text}:size)`]],
  "alias of a group": (text) => [["select", `${text}:room,count()`]],
  "relation name": (text) => [["select", `${text}(name)`]],
  hint: (text) => [["select", `boxes!${text}(name)`]],
  join: (text) => [["select", `boxes!shelf_uid!${text}(name)`]],
  "aggregate of a field": (text) => [["select", `price.${text}()`]],
  cast: (text) => [["select", `price::${text}`]],
  "cast of an aggregate": (text) => [["select", `price.sum()::${text}`]],
  order: (text) => [["order", text]],
  "direction of an order": (text) => [["order", `name.${text}`]],
  "order by a relation": (text) => [["order", `${text}(name)`]],
  limit: (text) => [["limit", text]],
  offset: (text) => [["offset", text]],
  cursor: (text) => [["cursor", text]],
  "cursor made up": (text) => [["cursor", Buffer.from(`>x ${text}`).toString("base64url")]],
  operator: (text) => [["name", `${text}.x`]],
  "negated operator": (text) => [["name", `not.${text}.x`]],
  modifier: (text) => [["name", `eq(${text}).{a}`]],
  language: (text) => [["name", `fts(${text}).cat`]],
  "value of is": (text) => [["name", `is.${text}`]],
  ...Object.fromEntries(
    ["uid", "room", "price", "weight", "places", "open", "since", "seen_at"].map((field) => [
      `value of ${field}`,
      (text: string): Pairs => [[field, `gte.${text}`]]
    ])
  ),
  range: (text) => [["span", `ov.${text}`]],
  tree: (text) => [["or", text]],
  "name in a tree": (text) => [["and", `(${text}.eq.1,name.eq.a)`]],
  "operator in a tree": (text) => [["not.and", `(name.${text}.1,name.eq.a)`]],
  columns: (text) => [["columns", text]],
  expand: (text) => [["expand", text]]
}

export const heldNames: ReadonlyArray<string> = Object.keys(held)

const queries = { ...held, ...named }

/** A position for the text as it is, and one for the text in quotes, by address. */
export const queryPositions: ReadonlyArray<readonly [name: string, Position]> = Object.entries(
  queries
).flatMap(([name, pairs]) =>
  ["/shelves", "/rest/v1/shelves"].flatMap((at) => [
    [`${name} at ${at}`, list(pairs, at)] as const,
    [`${name} in quotes at ${at}`, list((text) => pairs(quoted(text)), at)] as const
  ])
)

/** The same parameters in a body, as JSON and as a form. */
export const bodyQueryPositions: ReadonlyArray<readonly [name: string, Position]> = Object.entries(
  queries
).flatMap(([name, pairs]) => [
  [
    `${name} of a query's body`,
    (text) => ({ method: "POST", path: "/shelves/query", body: Object.fromEntries(pairs(quoted(text))) })
  ],
  [
    `${name} of a query's form`,
    (text) => ({
      method: "POST",
      path: "/shelves/query",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: path("", pairs(text)).slice(1)
    })
  ]
])
