/** An event's header fields: found where somebody asks for one, as of twenty few are ever read. */
import type { RequestHeaders } from "@pgcrest/rest"
import { type JsonRecord, linesOf, record, texts } from "./Json.ts"

/** The field lines of an event by lower-case names; lines that a gateway has joined with commas stay one line. */
export class EventHeaders implements RequestHeaders {
  readonly #fields: JsonRecord
  readonly #names: ReadonlyArray<string>
  readonly #cookies: ReadonlyArray<string>

  constructor(event: JsonRecord) {
    const several = record(event.multiValueHeaders)
    this.#fields = (holdsAny(several) ? several : record(event.headers)) ?? {}
    this.#names = Object.keys(this.#fields)
    // An HTTP API moves the cookies out of the headers, a Function URL copies them: here they are once.
    this.#cookies = texts(event.cookies)
  }

  /** The lines of a field, or undefined where there is none. */
  get(name: string): ReadonlyArray<string> | undefined {
    if (name === "cookie" && this.#cookies.length > 0) return [this.#cookies.join("; ")]
    let lines: ReadonlyArray<string> = none
    for (const sent of this.#names) {
      if (sent.length !== name.length || sent.toLowerCase() !== name) continue
      const found = linesOf(this.#fields[sent])
      lines = lines.length === 0 ? found : [...lines, ...found]
    }
    return lines.length === 0 ? undefined : lines
  }

  has(name: string): boolean {
    return this.get(name) !== undefined
  }

  /** How many characters the names and lines have in all. */
  get characters(): number {
    const cookies = this.#cookies.length > 0
    let sum = cookies ? "cookie".length + this.#cookies.join("; ").length : 0
    for (const name of this.#names) {
      if (cookies && name.toLowerCase() === "cookie") continue
      const value = this.#fields[name]
      if (typeof value === "string") sum += name.length + value.length
      else for (const line of texts(value)) sum += name.length + line.length
    }
    return sum
  }

  /** All lines, whatever their fields. */
  lines(): ReadonlyArray<string> {
    return [...Object.values(this.#fields).flatMap(linesOf), ...this.#cookies]
  }
}

const none: ReadonlyArray<string> = []

function holdsAny(several: JsonRecord | null): boolean {
  return several !== null && Object.keys(several).some((name) => linesOf(several[name]).length > 0)
}
