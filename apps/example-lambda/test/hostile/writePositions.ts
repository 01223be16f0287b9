/** Each place of a write that takes a client's text: names and values of bodies, headers, addresses, batches. */
import type { Call } from "../wire/wire.ts"
import { path, type Position } from "./positions.ts"
import { quoted } from "./texts.ts"

const json = (text: string) => ({ [text]: [text, { [text]: text }], a: { b: text } })
const whole = (text: string) => ({
  name: text,
  label: text,
  tags: [text, `x${text}`],
  meta: json(text),
  raw: json(text)
})

const post = (body: unknown, at = "/shelves", headers: Readonly<Record<string, string>> = {}): Call => ({
  method: "POST",
  path: at,
  body,
  headers
})
const batch = (...requests: ReadonlyArray<unknown>): Call => post({ requests }, "/batch")
const merging = { prefer: "resolution=merge-duplicates" }

/** By what they put where; `uid` is that of a shelf that is there. */
export const writePositions = (uid: string): ReadonlyArray<readonly [name: string, Position]> => {
  const at = `/shelves/${uid}`
  const patch = (body: unknown, type: string): Call => ({
    method: "PATCH",
    path: at,
    headers: { "content-type": type },
    body: JSON.stringify(body)
  })
  return Object.entries({
    "name of a field": (text) => post({ name: "x", [text]: 1 }),
    "values of each field": (text) =>
      post({ room: text, price: text, weight: text, places: text, since: text, seen_at: text, span: text }),
    "name of a field of a relation": (text) => post({ name: text, boxes: [{ name: text, [text]: text }] }),
    "values of relations": (text) =>
      post({ ...whole(`nest ${text}`), boxes: [{ name: text }, { name: text }] }),
    "relation of a body": (text) => post({ name: text, [text]: [{ name: text }] }),
    rows: (text) => post([whole(`1 ${text}`), whole(`2 ${text}`)]),
    "rows, merged": (text) => post([whole(`1 ${text}`)], "/shelves?on_conflict=name", merging),
    "merged rows at PostgREST's wire": (text) =>
      post([whole(`1 ${text}`)], "/rest/v1/shelves?on_conflict=name", merging),
    on_conflict: (text) => post([whole(text)], path("/shelves", [["on_conflict", text]]), merging),
    "on_conflict in quotes": (text) =>
      post([whole(text)], path("/rest/v1/shelves", [["on_conflict", quoted(text)]]), merging),
    columns: (text) => post([whole(text)], path("/shelves", [["columns", `name,${text}`]])),
    "columns at PostgREST's wire": (text) =>
      post([whole(text)], path("/rest/v1/shelves", [["columns", quoted(text)]])),
    "alias of what a write shows": (text) =>
      post([{ name: `shown ${text}` }], path("/shelves", [["select", `${quoted(text)}:name`]])),
    "a merged value": (text) => patch({ meta: json(text), label: text }, "application/merge-patch+json"),
    "a patch": (text) =>
      patch([{ op: "add", path: "/meta", value: json(text) }], "application/json-patch+json"),
    "pointer of a patch": (text) =>
      patch([{ op: "add", path: `/meta/${text}`, value: text }], "application/json-patch+json"),
    "operation of a patch": (text) => patch([{ op: text, path: "/meta" }], "application/json-patch+json"),
    "found by a PATCH": (text) => ({
      method: "PATCH",
      path: path("/shelves", [["label", `eq.${text}`]]),
      body: { meta: json(text) }
    }),
    "found by a DELETE": (text) => ({
      method: "DELETE",
      path: path("/shelves", [["name", `eq.no ${text}`]])
    }),
    uid: (text) => ({ method: "PUT", path: `/shelves/${encodeURIComponent(text)}`, body: whole(text) }),
    resource: (text) => ({ method: "GET", path: `/${encodeURIComponent(text)}` }),
    "table at PostgREST's wire": (text) => ({ method: "GET", path: `/rest/v1/${encodeURIComponent(text)}` }),
    function: (text) => post({ [text]: text }, `/rest/v1/rpc/${encodeURIComponent(text)}`),
    "conditions and preferences": (text) => ({
      method: "PATCH",
      path: at,
      headers: { "if-match": `"${encodeURIComponent(text)}"`, prefer: `return=${encodeURIComponent(text)}` },
      body: { label: text }
    }),
    "who is signed in": (text) => ({ ...post({ name: `by ${text}` }), as: { sub: text, groups: [text] } }),
    "reference of a batch": (text) =>
      batch(
        { method: "POST", path: "/shelves", body: { name: `batch ${text}` } },
        { method: "GET", path: path("/shelves", [["name", `eq.$0.${text}`]]) }
      ),
    "value that a batch refers to": (text) =>
      batch(
        { method: "POST", path: "/shelves", body: { name: `batch ${text}`, label: text } },
        { method: "POST", path: "/shelves", body: { name: "$0.label", meta: "$0" } },
        { method: "GET", path: "/shelves?select=name&label=eq.$0.label&name=neq.$0.uid" }
      ),
    "path of a batch": (text) => batch({ method: "GET", path: text }, { method: text, path: "/shelves" })
  } satisfies Readonly<Record<string, Position>>)
}
