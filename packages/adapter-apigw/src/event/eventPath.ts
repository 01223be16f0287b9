/** An event's path: mapping, stage and base path taken off the front, then split and decoded as its source wants it. */
import type { EventSource } from "./EventSource.ts"
import { type JsonRecord, record, text } from "./Json.ts"
import { escapedLength, percentDecode } from "./percent.ts"
import { beforeRoute } from "./routedPath.ts"

export interface EventPath {
  /** Decoded segments; none for the root, null if an escape was malformed. */
  readonly segments: ReadonlyArray<string> | null
  /** Those before the first malformed one; all of them where none is. */
  readonly lead: ReadonlyArray<string>
  readonly prefix: string
  /** Length of the whole outside path, prefix included. */
  readonly bytes: number
}

interface SplitPath {
  readonly prefix: string
  readonly path: string
}

/** The path of an event behind mapping, stage and `basePath` (such as `/v1`, or ""). */
export const eventPath = (event: JsonRecord, source: EventSource, basePath: string): EventPath => {
  const context = record(event.requestContext) ?? {}
  const staged = behindLead(event, context, source)
  const outside = staged.prefix + staged.path
  // An HTTP API leaves the mapping out of rawPath, and only a custom domain has one.
  const mapped = source === "http2" && !isExecuteApi(context)
  const { prefix, path } = basePath === "" ? staged : behindBase(staged, basePath, mapped)
  const decoded = source === "http2" || source === "http1"
  return {
    ...segmentsOf(path, decoded),
    prefix,
    bytes: decoded ? escapedLength(outside) : Buffer.byteLength(outside)
  }
}

// Begins with no slash, so it has no segments either.
const none = "*"

const behindLead = (event: JsonRecord, context: JsonRecord, source: EventSource): SplitPath => {
  if (source === "alb") return { prefix: "", path: text(event.path) ?? none }
  if (source === "url") return { prefix: "", path: text(event.rawPath) ?? none }
  if (source === "http2") {
    const { prefix, path } = behindRoute(event, text(event.rawPath) ?? none, context)
    return { prefix: isExecuteApi(context) ? prefix : outsideOf(prefix, context), path }
  }
  const path = text(event.path) ?? none
  const stage = before(path, text(context.path) ?? "")
  const routed = behindRoute(event, path, source === "http1" && stage === "" ? context : {})
  return { ...routed, prefix: stage + routed.prefix }
}

/** Without what the gateway's route leaves in front, or without the stage where the event tells no route. */
const behindRoute = (event: JsonRecord, path: string, context: JsonRecord): SplitPath => {
  const lead = beforeRoute(event, path) ?? stageBefore(path, context)
  return { prefix: lead, path: path.slice(lead.length) }
}

const stageBefore = (path: string, context: JsonRecord): string => {
  const stage = stageOf(context)
  return stage !== null && behind(path, stage) !== null ? stage : ""
}

/** In payload 2.0 a named stage is in the path on a custom domain too, whose address does not have it. */
const outsideOf = (lead: string, context: JsonRecord): string => lead.slice(stageBefore(lead, context).length)

const stageOf = (context: JsonRecord): string | null => {
  const stage = text(context.stage) ?? "$default"
  return stage === "$default" ? null : `/${stage}`
}

const before = (path: string, outside: string): string => {
  if (outside.endsWith(path)) return outside.slice(0, outside.length - path.length)
  return path === "/" ? outside : "" // `GET /prod` has the outside path `/prod` and the path `/`
}

const behindBase = ({ prefix, path }: SplitPath, basePath: string, mapped: boolean): SplitPath => {
  const rest = behind(path, basePath)
  if (rest !== null) return { prefix: prefix + basePath, path: rest }
  return { prefix: mapped && prefix === "" ? basePath : prefix, path }
}

const behind = (path: string, lead: string): string | null =>
  path === lead || path.startsWith(`${lead}/`) ? path.slice(lead.length) : null

const isExecuteApi = (context: JsonRecord): boolean =>
  text(context.domainName)?.includes(".execute-api.") ?? false

const segmentsOf = (path: string, decoded: boolean): Pick<EventPath, "segments" | "lead"> => {
  if (path === "" || path === "/") return { segments: [], lead: [] }
  if (!path.startsWith("/")) return { segments: null, lead: [] }
  const lead: Array<string> = []
  for (const part of path.slice(1).split("/")) {
    const segment = decoded ? withoutNul(part) : percentDecode(part)
    if (segment === null) return { segments: null, lead }
    lead.push(segment)
  }
  return { segments: lead, lead }
}

const withoutNul = (part: string): string | null => (part.includes("\0") ? null : part)
