// @effect-diagnostics asyncFunction:off
// @effect-diagnostics globalDate:off
/** A page of documentation, written anew: each request is sent, and its answer and its SQL take the place of those that stand there. */
import { STATUS_CODES } from "node:http"

/**
 * A request as a page writes it: characters of its address as they are, `cursor=…` for that of the last link to a next
 * page, `as_of=…` and `since=…` for the instant before the last write, `"request_id": "…"` in a body for that of the answer before.
 */
export interface Sent {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
}

export interface Got {
  readonly status: number
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: string
}

type Send = (sent: Sent) => Promise<Got>

/**
 * In the order of the page, as later requests find what earlier ones wrote. `told` is where statements are written down
 * as they are sent; null where the page is held to its answers alone.
 */
export const played = async (page: string, send: Send, told: Array<string> | null): Promise<string> => {
  const parts = page.split(/^(```(?:http|sql)\n[^]*?\n```)$/mu)
  const renewed: Array<string> = []
  let cursor = ""
  let moment = ""
  let got: Got = { status: 0, headers: {}, body: "" }
  for (const part of parts) {
    const [, kind, text = ""] = /^```(http|sql)\n([^]*)\n```$/u.exec(part) ?? []
    if (kind === "http" && /^[A-Z]+ \//u.test(text)) {
      told?.splice(0)
      if (!text.startsWith("GET")) moment = await between()
      got = await send(sentOf(text, { cursor, moment, requestId: got.headers["x-request-id"] ?? "" }))
      cursor = /cursor=([^>&]+)>; rel="next"/u.exec(got.headers["link"] ?? "")?.[1] ?? cursor
      renewed.push(part)
    } else if (kind === "http") renewed.push(fenced(kind, shown(got)))
    else if (kind === "sql" && told !== null) renewed.push(fenced(kind, aside(told.join("\n\n"))))
    else renewed.push(part)
  }
  return renewed.join("")
}

/** An instant after all that was written, and before what is. */
async function between(): Promise<string> {
  const tick = async () => {
    const now = Date.now()
    while (Date.now() === now) await new Promise((resolve) => setImmediate(resolve))
    return new Date().toISOString()
  }
  const instant = await tick()
  await tick()
  return instant
}

/** What stands for the dots of a request. */
interface Dots {
  readonly cursor: string
  readonly moment: string
  readonly requestId: string
}

function sentOf(text: string, { cursor, moment, requestId }: Dots): Sent {
  const [head = "", ...rest] = text.split("\n\n")
  const [line = "", ...lines] = head.split("\n")
  const [method = "", ...target] = line.split(" ")
  return {
    method,
    path: encodeURI(target.join(" "))
      .replace(`cursor=${encodeURI("…")}`, `cursor=${cursor}`)
      .replace(`as_of=${encodeURI("…")}`, `as_of=${moment}`)
      .replace(`since=${encodeURI("…")}`, `since=${moment}`),
    headers: Object.fromEntries(lines.map((header) => header.split(": ", 2))),
    body:
      rest.length === 0
        ? undefined
        : rest.join("\n\n").replace('"request_id": "…"', `"request_id": "${requestId}"`)
  }
}

// Of JSON the type says nothing more.
const shownHeaders = [
  "Content-Type",
  "Location",
  "Content-Range",
  "Link",
  "Preference-Applied",
  "X-Not-Restored"
]

function shown({ body, headers, status }: Got): string {
  const isJson = /[/+]json/u.test(headers["content-type"] ?? "json")
  const lines = shownHeaders.flatMap((name) => {
    const value = headers[name.toLowerCase()]
    return value === undefined || (isJson && name === "Content-Type") ? [] : [`${name}: ${value}`]
  })
  const head = [`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}`, ...lines].join("\n")
  const text = isJson ? spread(body) : body.replaceAll("\r\n", "\n").trimEnd()
  return aside(body === "" ? head : `${head}\n\n${text}`)
}

/** The same JSON, each element of an array or member of an object on a line, and what is too long for one in turn; no number is read. */
function spread(json: string, indent = ""): string {
  const parts = partsOf(json)
  if (!/^[[{]/u.test(json) || parts.length === 0) return flat(json)
  const inner = parts.map((part) => {
    const line = `${indent}  ${flat(part)}`
    if (line.length <= widest) return line
    const [, name = "", value = ""] = /^("(?:[^"\\]|\\.)*":)?([^]*)$/u.exec(part) ?? []
    return `${indent}  ${flat(name)}${spread(value, `${indent}  `)}`
  })
  return `${json.at(0)}\n${inner.join(",\n")}\n${indent}${json.at(-1)}`
}

const widest = 110

/** What stands between the outermost commas. */
function partsOf(json: string): ReadonlyArray<string> {
  const parts: Array<string> = []
  let depth = 0
  for (const piece of piecesOf(json.slice(1, -1))) {
    depth += "[{".includes(piece) ? 1 : "]}".includes(piece) ? -1 : 0
    if (parts.length === 0 || (piece === "," && depth === 0)) parts.push("")
    if (piece !== "," || depth > 0) parts.push(`${parts.pop()}${piece}`)
  }
  return parts
}

function flat(json: string): string {
  const spaced = piecesOf(json).map((piece) => (",:".includes(piece) ? `${piece} ` : piece))
  return spaced.join("")
}

/** Its texts, and every other character by itself. */
function piecesOf(json: string): ReadonlyArray<string> {
  return json.match(/"(?:[^"\\]|\\.)*"|[^"]/gu) ?? []
}

/** What is another each time: uids, traces, instants and the cursors that are made of them; and, as it says little, which fields the trail keeps. */
function aside(text: string): string {
  return text
    .replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gu, "…")
    .replaceAll(/"[0-9a-f]{32}"/gu, '"…"')
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/gu, "…")
    .replaceAll(/(cursor|as_of|since)=[\w%.-]+/gu, "$1=…")
    .replaceAll(/^( *)jsonb_build_object\('.*\)$/gmu, "$1jsonb_build_object(…)")
}

function fenced(kind: string, text: string): string {
  return `\`\`\`${kind}\n${text}\n\`\`\``
}
