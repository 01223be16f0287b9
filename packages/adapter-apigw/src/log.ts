/** One JSON line per request, and the cause of every 5xx. Never a body, a header or a claim. */
import type { Handled } from "./handleEvent.ts"

export type Write = (line: Readonly<Record<string, unknown>>) => void

/** Writes what a reader of logs looks for first. */
export const logRequest = (
  write: Write = toStandardOutput,
  { method, route, status, callerKind, cause }: Handled,
  requestId: string,
  millis: number
): void => {
  const line = {
    level: status >= 500 ? "ERROR" : "INFO",
    request_id: requestId,
    method,
    route,
    status,
    ms: Math.round(millis * 10) / 10,
    caller: callerKind
  }
  write(cause === null ? line : { ...line, cause: describe(cause) })
}

// console.log would be prefixed by Lambda's text format.
function toStandardOutput(line: Readonly<Record<string, unknown>>): void {
  process.stdout.write(`${JSON.stringify(line)}\n`)
}

/** A cause and its own causes, at most five deep: name, message and, of the last, the stack. */
function describe(cause: unknown, depth = 0): unknown {
  if (!(cause instanceof Error))
    return typeof cause === "object" && cause !== null && "detail" in cause
      ? describePlain(cause)
      : String(cause)
  const code: unknown = Reflect.get(cause, "code")
  const tag: unknown = Reflect.get(cause, "_tag")
  const inner = cause.cause
  return {
    name: typeof tag === "string" ? tag : cause.name,
    message: cause.message,
    ...(typeof code === "string" ? { code } : {}),
    ...(inner === undefined || depth >= 5 ? { stack: cause.stack } : { cause: describe(inner, depth + 1) })
  }
}

function describePlain(failure: object): unknown {
  const [tag, detail, cause]: ReadonlyArray<unknown> = ["_tag", "detail", "cause"].map((name) =>
    Reflect.get(failure, name)
  )
  return { name: tag, message: detail, ...(cause === undefined ? {} : { cause: describe(cause) }) }
}
