/** One JSON line per request, and one per notice. Never a body, a header or a claim, never more than some KB. */
import * as Cause from "effect/Cause"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as Result from "effect/Result"
import { describeCause, shortened } from "./describeCause.ts"
import type { Handled } from "./Invocation.ts"

/** Takes one line of the log, as an object. */
export type Write = (line: Readonly<Record<string, unknown>>) => void

/** Writes what a reader of logs looks for first, and each notice once. Never throws, whatever `write` does. */
export const makeLog = (write: Write = toStandardOutput) => {
  const noticed = new Set<string>()
  return (handled: Handled, requestId: string, millis: number): void => {
    const { notice } = handled
    if (notice !== null && !noticed.has(notice)) {
      noticed.add(notice)
      writeSafely(write, { level: "WARN", request_id: requestId, notice })
    }
    writeSafely(write, lineOf(handled, requestId, millis))
  }
}

/** What hooks and adapters log by Effect's own means goes where the other lines go, one for each, unless their layer says otherwise. */
export const effectLog = (write: Write = toStandardOutput): Layer.Layer<never> =>
  Layer.succeed(
    Logger.CurrentLoggers,
    new Set([
      Logger.make(({ cause, logLevel, message }) => {
        const [first, ...more] = (Array.isArray(message) ? message : [message]).map(told)
        writeSafely(write, {
          level: logLevel.toUpperCase(),
          message: more.length === 0 ? first : [first, ...more],
          ...(cause.reasons.length === 0 ? {} : { cause: describeCause(Cause.squash(cause)) })
        })
      })
    ])
  )

function told(part: unknown) {
  return typeof part === "string" ? shortened(part, 4000) : describeCause(part)
}

function lineOf({ method, route, status, callerKind, cause }: Handled, requestId: string, millis: number) {
  // A 501 without a cause is for a method that is not known, which anybody can send.
  const isFault = status >= 500 && (status !== 501 || cause !== null)
  const hasCause = isFault || cause !== null
  return {
    level: isFault ? "ERROR" : hasCause ? "WARN" : "INFO",
    request_id: requestId,
    method: shortened(method, 32),
    route,
    status,
    ms: Math.round(millis * 10) / 10,
    caller: callerKind,
    ...(hasCause ? { cause: describeCause(cause) } : {})
  }
}

// An answer is worth more than its line, and a line that somebody's log refuses more than none.
function writeSafely(write: Write, line: Readonly<Record<string, unknown>>): void {
  const written = Result.try((): unknown => write(line))
  const again = () => void Result.try(() => toStandardOutput(line))
  if (Result.isFailure(written)) again()
  // A rejection that nobody awaits would end the process.
  else if (written.success instanceof Promise) written.success.catch(again)
}

// console.log would be prefixed by Lambda's text format.
function toStandardOutput(line: Readonly<Record<string, unknown>>): void {
  process.stdout.write(`${JSON.stringify(line)}\n`)
}
