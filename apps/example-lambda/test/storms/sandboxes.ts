// @effect-diagnostics asyncFunction:off
/** Several sandboxes of one Lambda over one database, asked at the same time, and what each answer lets its client know. */
import type { GatewayResult } from "@pgcrest/adapter-apigw"
import { ResourceStorePostgres } from "@pgcrest/adapter-postgres"
import { GatewayEvent } from "@pgcrest/dev"
import { type Answer, answerOf, type Call } from "../wire/wire.ts"

type Handler = (event: unknown, context: Context) => Promise<GatewayResult>
interface Context {
  readonly awsRequestId: string
  readonly getRemainingTimeInMillis: () => number
}

/** Sends a request to one of the sandboxes; its id is the gateway's, and stands in each change that it makes. */
export type Send = (sandbox: number, requestId: string, call: Call) => Promise<Answer>

/** A sandbox for each of these addresses of the database, each with connections of its own. */
export const open = (
  urls: ReadonlyArray<string>,
  handlerOver: (store: ReturnType<typeof ResourceStorePostgres.layer>) => Handler,
  millis = 30_000
): Send => {
  const handlers = urls.map((url) => handlerOver(ResourceStorePostgres.layer({ url, connections: 3 })))
  return async (sandbox, requestId, call) => {
    const handler = handlers[sandbox % handlers.length]
    if (handler === undefined) throw new Error("There are no sandboxes.")
    const context = { awsRequestId: requestId, getRemainingTimeInMillis: () => millis }
    return answerOf(await handler(GatewayEvent.make("http2", call, { requestId }), context))
  }
}

/** What a client knows once it was answered: `refused` is certain, nothing was written. */
export type Ending = "done" | "refused" | "unknown"

/** Only while the database is away an answer may be a 5xx, and only these two. */
export const endingOf = ({ body, json, status }: Answer): Ending => {
  if (status < 300) return "done"
  if (status < 500) return json.code === "key-running" ? "unknown" : "refused"
  if (status !== 503 && status !== 504) throw new Error(`An answer that no crash explains: ${status} ${body}`)
  return /Nothing was (?:read or )?written/u.test(json.detail) ? "refused" : "unknown"
}

/** Whether the same may pass a moment later. */
export const isPassing = ({ json, status }: Answer): boolean =>
  status === 503 || status === 504 || (status === 409 && json.code === "key-running")
