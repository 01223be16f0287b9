/** A cause for the log: whatever died may be anything, and what is said of it is small. */
import * as Result from "effect/Result"

type Described =
  | string
  | {
      readonly name: string | undefined
      readonly message: string | undefined
      readonly code?: string
      readonly stack?: string | undefined
      readonly cause?: Described
    }

/** A cause and its own causes, at most five deep: name, message and, of the last, the stack. Never throws. */
export const describeCause = (cause: unknown, depth = 0): Described => {
  if (typeof cause === "function") return "a function"
  if (typeof cause !== "object" || cause === null) return shortened(String(cause), longest.message)
  const code = textOf(cause, "code", longest.name)
  const tag = textOf(cause, "_tag", longest.name)
  // The message of Effect's error for wrong configuration is all that its cause says.
  const inner = tag === "ConfigError" ? undefined : (read(cause, "cause") ?? undefined)
  // A request's failure has a detail instead. That of PostgreSQL's errors, which have a code, quotes records: never log it.
  const detail =
    tag === undefined || code !== undefined ? undefined : textOf(cause, "detail", longest.message)
  return {
    name: tag ?? textOf(cause, "name", longest.name),
    message: textOf(cause, "message", longest.message) ?? detail,
    ...(code === undefined ? {} : { code }),
    ...(inner === undefined || depth >= 5
      ? { stack: textOf(cause, "stack", longest.stack) }
      : { cause: describeCause(inner, depth + 1) })
  }
}

/** The beginning of a text, without what JSON would write six times as long. */
export const shortened = (text: string, most: number): string => {
  if (text.length <= most && plain.test(text)) return text
  const kept = text.slice(0, most).toWellFormed().replaceAll(control, "\ufffd")
  return text.length > most ? `${kept}…` : kept
}

// Six causes of this size, escaped, are less than 20 KB.
const longest = { name: 100, message: 1_000, stack: 2_000 }

// What most texts are: no patterns with classes of Unicode, nor copies, for the method of each request.
const plain = /^[ -~]*$/
const control = /(?![\n\t])\p{Cc}/gu

// Never String of an object: it calls what may throw, and so does a getter.
function textOf(cause: object, name: string, most: number): string | undefined {
  const value = read(cause, name)
  return typeof value === "string" ? shortened(value, most) : undefined
}

function read(cause: object, name: string): unknown {
  return Result.getOrUndefined(Result.try((): unknown => Reflect.get(cause, name)))
}
