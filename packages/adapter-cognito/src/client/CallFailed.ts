/** What became of a call to Cognito that gave no answer. */
import * as Data from "effect/Data"

/** An error of the service, of the network, or of the SDK's own. */
export class CallFailed extends Data.TaggedError("CallFailed")<{
  /** As the service or the system names it: `UserNotFoundException`, `ECONNRESET`. */
  readonly code: string
  readonly message: string
  /** Whether it may go well a moment later. */
  readonly passing: boolean
  readonly cause: unknown
}> {}

const throttled =
  /^(?:TooManyRequests|Throttling|LimitExceeded|RequestLimitExceeded|RequestThrottled)(?:Exception)?$/u
const network = /^(?:ECONN\w+|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EAI_AGAIN|TimeoutError)$/u

/** Reads whatever the SDK threw. */
export const callFailed = (cause: unknown): CallFailed => {
  const name = text(cause, "name")
  const code = text(cause, "code") || name
  const message = `${code}: ${text(cause, "message") || String(cause)}`
  const passing = throttled.test(name) || network.test(code) || network.test(name) || statusOf(cause) >= 500
  return new CallFailed({ code, message, passing, cause })
}

/** An answer that is of no use, or that came too late, and what may have been the cause. */
export const unanswered = (message: string, cause: unknown = null): CallFailed =>
  new CallFailed({ code: "", message, passing: false, cause })

function text(cause: unknown, name: string): string {
  const found: unknown = typeof cause === "object" && cause !== null ? Reflect.get(cause, name) : ""
  return typeof found === "string" ? found : ""
}

function statusOf(cause: unknown): number {
  const metadata: unknown = Reflect.get(Object(cause), "$metadata")
  return Number(Reflect.get(Object(metadata), "httpStatusCode") ?? 0)
}
