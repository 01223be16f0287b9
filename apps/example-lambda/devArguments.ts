/** What `dev` is told: `dev`, `dev rest`, `dev --cognito`, `dev rest --cognito`, `dev --postgrest`. */
import type { EventSource } from "@pgcrest/dev"

const sources: ReadonlyArray<EventSource> = ["rest", "http1", "http2", "url", "alb"]

/** Which events the handler gets, whether tokens are real, and whether PostgREST's wire is served too. */
export interface DevArguments {
  readonly source: EventSource
  readonly cognito: boolean
  readonly postgrest: boolean
}

const options: ReadonlyArray<string> = ["--cognito", "--postgrest"]

/** Reads them, or tells in a sentence what is wrong; `usual` are the events where none are named. */
export const parseArguments = (words: ReadonlyArray<string>, usual = "http2"): DevArguments | string => {
  const unknown = words.find((word) => word.startsWith("-") && !options.includes(word))
  if (unknown !== undefined) return `"${unknown}" is no option of dev; there are ${options.join(" and ")}.`
  const [asked = usual, another] = words.filter((word) => !options.includes(word))
  if (another !== undefined) return `dev serves one kind of event at a time, not "${asked}" and "${another}".`
  const source = sources.find((known) => known === asked)
  if (source === undefined) return `"${asked}" is no kind of event; it can be ${sources.join(", ")}.`
  const [cognito, postgrest] = [words.includes("--cognito"), words.includes("--postgrest")]
  return cognito && postgrest
    ? "dev serves PostgREST's wire without Cognito's tokens."
    : { source, cognito, postgrest }
}
