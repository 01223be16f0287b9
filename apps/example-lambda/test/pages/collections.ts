// @effect-diagnostics asyncFunction:off
/** What docs/collections.md shows, and how its requests are sent. */
import { readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { ApiGateway } from "@pgcrest/adapter-apigw"
import type { ResourceStore } from "@pgcrest/core"
import { GatewayEvent } from "@pgcrest/dev"
import type * as Layer from "effect/Layer"
import type { Got, Sent } from "./played.ts"
import { Shelf } from "./shelf.ts"

export const file: string = fileURLToPath(new URL("../../../../docs/collections.md", import.meta.url))
export const page: string = readFileSync(file, "utf8")

/** Sends requests of nobody to the page's api over this store. */
export const sendTo = <E>(store: Layer.Layer<ResourceStore, E>) => {
  const handler = ApiGateway.handler(Shelf, store, { log: () => {} })
  return async ({ body, ...call }: Sent): Promise<Got> => {
    const event = GatewayEvent.make("http2", { ...call, ...(body === undefined ? {} : { body }) })
    const { body: text = "", headers = {}, statusCode } = await handler(event)
    const named = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)])
    return { status: statusCode, headers: Object.fromEntries(named), body: text }
  }
}
