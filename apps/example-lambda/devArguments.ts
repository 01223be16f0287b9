/** What `dev` is told: `dev`, `dev rest`, `dev --cognito`, `dev rest --cognito`. */
import type { EventSource } from "@pgcrest/dev"

const sources: ReadonlyArray<EventSource> = ["rest", "http1", "http2", "url", "alb"]

/** Which events the handler gets, and whether tokens are real. */
export interface DevArguments {
  readonly source: EventSource
  readonly cognito: boolean
}

/** Reads them, or tells in a sentence what is wrong; `usual` are the events where none are named. */
export const parseArguments = (words: ReadonlyArray<string>, usual = "http2"): DevArguments | string => {
  const unknown = words.find((word) => word.startsWith("-") && word !== "--cognito")
  if (unknown !== undefined) return `"${unknown}" is no option of dev; --cognito is the only one.`
  const [asked = usual, another] = words.filter((word) => word !== "--cognito")
  if (another !== undefined) return `dev serves one kind of event at a time, not "${asked}" and "${another}".`
  const source = sources.find((known) => known === asked)
  if (source === undefined) return `"${asked}" is no kind of event; it can be ${sources.join(", ")}.`
  return { source, cognito: words.includes("--cognito") }
}
