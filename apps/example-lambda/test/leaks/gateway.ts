// @effect-diagnostics asyncFunction:off
/** A sandbox over a store, asked in HTTP's words. */
import { ApiGateway } from "@pgcrest/adapter-apigw"
import { type Api, ResourceStore } from "@pgcrest/core"
import { GatewayEvent } from "@pgcrest/dev"
import * as Layer from "effect/Layer"
import { placeIn } from "./cursors.ts"
import { normal } from "./normal.ts"
import type { Told } from "./responses.ts"
import type { Facts } from "./rules.ts"

/** A response as it came, and what it tells of the pages around it. */
export interface Heard extends Told {
  readonly bytes: string
  /** By what its cursors name their query; null where it has none. */
  readonly hash: string | null
}

export type Send = (path: string, count: string | null) => Promise<Heard>

export const gatewayOver = (store: ResourceStore["Service"], api: Api.Api, facts: Facts): Send => {
  const handler = ApiGateway.handler(api, Layer.succeed(ResourceStore, store), { log: () => {} })
  const { groups, subject } = facts
  const as = subject === null ? {} : { as: { sub: subject, groups } }
  return async (path, count) => {
    const headers: Readonly<Record<string, string>> = count === null ? {} : { prefer: `count=${count}` }
    const event = GatewayEvent.make(
      "http2",
      { method: "GET", path, headers, ...as },
      { requestId: "request" }
    )
    const {
      body = "",
      headers: all = {},
      statusCode: status
    } = await handler(event, { awsRequestId: "request" })
    const [next, prev] = [linkIn(all["link"], "next"), linkIn(all["link"], "prev")]
    return {
      status,
      json: status === 200 ? normal(body) : null,
      range: all["content-range"] ?? null,
      next: next === null ? null : placeIn(next),
      prev: prev === null ? null : placeIn(prev),
      bytes: JSON.stringify([status, all, body]),
      hash: hashIn(next ?? prev)
    }
  }
}

/** The cursor of a link. */
function linkIn(link: string | undefined, rel: "next" | "prev"): string | null {
  const [, cursor = null] = new RegExp(`[?&]cursor=([^&>]+)>; rel="${rel}"`, "u").exec(link ?? "") ?? []
  return cursor
}

function hashIn(cursor: string | null): string | null {
  const text = cursor === null ? "" : Buffer.from(cursor, "base64url").toString()
  return /^[<>](\S+) /u.exec(text)?.[1] ?? null
}
