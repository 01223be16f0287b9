/** One JSON line per request, the cause of every 5xx, and what an operator should know. Never a body, a header or a claim. */
import type { Handled } from "./handleEvent.ts"

export type Write = (line: Readonly<Record<string, unknown>>) => void

/** Writes what a reader of logs looks for first, and each notice once. */
export const makeLog = (write: Write = toStandardOutput) => {
  const noticed = new Set<string>()
  return (handled: Handled, requestId: string, millis: number): void => {
    const { notice } = handled
    if (notice !== null && !noticed.has(notice)) {
      noticed.add(notice)
      write({ level: "WARN", request_id: requestId, notice })
    }
    write(lineOf(handled, requestId, millis))
  }
}

function lineOf({ method, route, status, callerKind, cause }: Handled, requestId: string, millis: number) {
  const line = {
    level: status >= 500 ? "ERROR" : "INFO",
    request_id: requestId,
    method,
    route,
    status,
    ms: Math.round(millis * 10) / 10,
    caller: callerKind
  }
  return cause === null ? line : { ...line, cause: describe(cause) }
}

// console.log would be prefixed by Lambda's text format.
function toStandardOutput(line: Readonly<Record<string, unknown>>): void {
  process.stdout.write(`${JSON.stringify(line)}\n`)
}

/** A cause and its own causes, at most five deep: name, message and, of the last, the stack. */
function describe(cause: unknown, depth = 0): unknown {
  if (typeof cause !== "object" || cause === null) return String(cause)
  const inner: unknown = Reflect.get(cause, "cause")
  const code = textOf(cause, "code")
  return {
    name: textOf(cause, "_tag") ?? textOf(cause, "name"),
    // A request's failure has a detail instead. That of PostgreSQL's errors quotes records: never log it.
    message: textOf(cause, "message") ?? textOf(cause, "detail"),
    ...(code === undefined ? {} : { code }),
    ...(inner === undefined || depth >= 5
      ? { stack: textOf(cause, "stack") }
      : { cause: describe(inner, depth + 1) })
  }
}

/** Never String of an object: what dies may be anything, and a log line must not fail. */
function textOf(cause: object, name: string): string | undefined {
  const value: unknown = Reflect.get(cause, name)
  return typeof value === "string" ? value : undefined
}
