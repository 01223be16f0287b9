/** What is the same for every event, one call of the function, and what the log tells of it. */
import type { RequestOptions } from "./event/toRequest.ts"
import type { EventSource } from "./event/EventSource.ts"
import type { Waiting } from "./caller/identify.ts"
import type { Issuers } from "./caller/issuers.ts"
import type { CallerOptions } from "./caller/toCaller.ts"
import type { Verification } from "./caller/Verification.ts"
import type { Mount } from "./Mount.ts"
import type { Following } from "@pgcrest/rest"
import type { GatewayResult } from "./result/GatewayResult.ts"

/** How events are read. */
export interface EventOptions extends RequestOptions, Pick<CallerOptions, "authorizer" | "issuers"> {}

/** What is the same for every event. */
export interface Gateway<R> {
  readonly mounts: ReadonlyArray<Mount<R>>
  readonly options: RequestOptions & Pick<CallerOptions, "authorizer">
  readonly issuers: Issuers | null
  /** Whether a body can be sent while it is made. */
  readonly streams: boolean
  /** Null where whoever the gateway names is known at once. */
  readonly verification: Verification | null
}

/** One call of the function. */
export interface Invocation {
  readonly event: unknown
  readonly source: EventSource
  readonly requestId: string
  readonly waiting: Waiting
}

/** A request and its answer, as the log tells of them. */
export interface Handled {
  readonly result: GatewayResult
  readonly method: string
  readonly route: string | null
  readonly status: number
  /** `-` where nobody has read it, or it ended with the request. */
  readonly callerKind: string
  /** Why a 5xx was answered, or what a log must tell of another status; null if nothing. */
  readonly cause: unknown
  /** What the operator should know of the caller; null if nothing. */
  readonly notice: string | null
}

/** The same where a body may go on behind the result's own. */
export interface Begun<out R> extends Handled {
  /** Null where the result is whole. */
  readonly following: Following<R> | null
}
