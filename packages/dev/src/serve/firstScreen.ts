/** What `dev` prints when everything is up. */
import type { Users } from "../event/authorizer.ts"
import type { EventSource } from "../event/events.ts"

/** What the first screen tells. */
interface FirstScreen {
  readonly name: string
  readonly url: string
  /** Path and query of a page to look at. */
  readonly home: string
  readonly source: EventSource
  readonly users: Users
  readonly samples: ReadonlyArray<string>
}

const senders: Readonly<Record<EventSource, string>> = {
  rest: "a REST API (payload 1.0)",
  http1: "an HTTP API (payload 1.0)",
  http2: "an HTTP API (payload 2.0)",
  url: "a Function URL (payload 2.0)",
  alb: "a load balancer"
}

/** The screen: where it is, as whom one can act, what to try. */
export const firstScreen = ({ home, name, samples, source, url, users }: FirstScreen): string => {
  const width = Math.max(0, ...Object.keys(users).map((user) => user.length))
  const people = Object.entries(users).map(([user, { groups = [] }]) =>
    `  ${user.padEnd(width)}  ${groups.join(", ")}`.trimEnd()
  )
  const acting = [
    `Act as one of them with -H "Authorization: Bearer <name>"; without it you are anonymous:`,
    ...people
  ]
  return [
    `${name} is up: ${url}${home}`,
    `Its handler gets the events of ${senders[source]}.`,
    ...(people.length === 0 ? [] : ["", ...acting]),
    ...(samples.length === 0 ? [] : ["", "Try:", ...samples.map((line) => `  ${line}`)]),
    "",
    "Save a source file to reload; Ctrl-C to stop.",
    ""
  ].join("\n")
}
