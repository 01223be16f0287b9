// @effect-diagnostics asyncFunction:off
/** A page of documentation, written anew: each request is sent, and its answer and its SQL take the place of those that stand there. */
import { STATUS_CODES } from "node:http"

/** A request as a page writes it: characters of its address as they are, `cursor=…` for that of the last link to a next page. */
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

/** How a page's SQL is found; null where the page is held to its answers alone. */
type Compiled = ((sent: Sent) => Promise<string>) | null

/** In the order of the page, as later requests find what earlier ones wrote. */
export const played = async (page: string, send: Send, compiled: Compiled): Promise<string> => {
  const parts = page.split(/^(```(?:http|sql)\n[^]*?\n```)$/mu)
  const renewed: Array<string> = []
  let [sent, cursor] = [sentOf("GET /", ""), ""]
  let got: Got = { status: 0, headers: {}, body: "" }
  for (const part of parts) {
    const [, kind, text = ""] = /^```(http|sql)\n([^]*)\n```$/u.exec(part) ?? []
    if (kind === "http" && /^[A-Z]+ \//u.test(text)) {
      sent = sentOf(text, cursor)
      got = await send(sent)
      cursor = /cursor=([^>&]+)>; rel="next"/u.exec(got.headers["link"] ?? "")?.[1] ?? cursor
      renewed.push(part)
    } else if (kind === "http") renewed.push(fenced(kind, shown(got)))
    else if (kind === "sql" && compiled !== null) renewed.push(fenced(kind, aside(await compiled(sent))))
    else renewed.push(part)
  }
  return renewed.join("")
}

function sentOf(text: string, cursor: string): Sent {
  const [head = "", ...rest] = text.split("\n\n")
  const [line = "", ...lines] = head.split("\n")
  const [method = "", ...target] = line.split(" ")
  return {
    method,
    path: encodeURI(target.join(" ")).replace(`cursor=${encodeURI("…")}`, `cursor=${cursor}`),
    headers: Object.fromEntries(lines.map((header) => header.split(": ", 2))),
    body: rest.length === 0 ? undefined : rest.join("\n\n")
  }
}

const told = ["Location", "Content-Range", "Link", "Preference-Applied"]

function shown({ body, headers, status }: Got): string {
  const lines = told.flatMap((name) => {
    const value = headers[name.toLowerCase()]
    return value === undefined ? [] : [`${name}: ${value}`]
  })
  const head = [`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}`, ...lines].join("\n")
  return aside(body === "" ? head : `${head}\n\n${spread(body)}`)
}

/** The same JSON, each element of an array or member of an object on a line; no number is read. */
function spread(json: string): string {
  const [open = "", close = ""] = [json.at(0), json.at(-1)]
  const pieces = json.slice(1, -1).match(/"(?:[^"\\]|\\.)*"|[^"]/gu) ?? []
  let depth = 0
  const inner = pieces.map((piece) => {
    depth += "[{".includes(piece) ? 1 : "]}".includes(piece) ? -1 : 0
    if (piece === ",") return depth === 0 ? ",\n  " : ", "
    return piece === ":" ? ": " : piece
  })
  return pieces.length === 0 ? json : `${open}\n  ${inner.join("")}\n${close}`
}

/** What is another each time: uids, instants and the cursors that are made of them. */
function aside(text: string): string {
  return text
    .replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gu, "…")
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/gu, "…")
    .replaceAll(/cursor=[\w-]+/gu, "cursor=…")
}

function fenced(kind: string, text: string): string {
  return `\`\`\`${kind}\n${text}\n\`\`\``
}
