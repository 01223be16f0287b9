/** What `dev` prints when everything is up. */
import { signInPath } from "../authority/signIn.ts"
import type { EventSource } from "../event/events.ts"
import type { People } from "../page/People.ts"

/** What the first screen tells. */
interface FirstScreen {
  readonly name: string
  readonly url: string
  /** Path and query of a page to look at. */
  readonly home: string
  readonly source: EventSource
  readonly people: People
  /** Who signs the tokens, where they are real. */
  readonly issuer: string | undefined
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
export const firstScreen = (screen: FirstScreen): string => {
  const { home, name, people, samples, source, url } = screen
  return [
    `${name} is up: ${url}${home}`,
    `Its handler gets the events of ${senders[source]}.`,
    ...(Object.keys(people).length === 0 ? [] : ["", howToAct(screen), ...listed(people)]),
    ...(samples.length === 0 ? [] : ["", "Try:", ...samples.map((line) => `  ${line}`)]),
    "",
    "Save a source file to reload; Ctrl-C to stop.",
    ""
  ].join("\n")
}

/**
 * What a shell puts behind `Authorization: Bearer`, between double quotes, to act as somebody: the name where tokens are
 * fake, else a command that signs in.
 */
export const tokenFor = (url: string, people: People, name: string): string => {
  const password = people[name]?.password
  return password === undefined
    ? name
    : `$(curl -s ${url}${signInPath} -H 'Accept: text/plain' -d ${quoted(name, password)})`
}

// For a shell: a quote within quotes ends them, stands alone, and opens them again.
const quoted = (username: string, password: string): string =>
  `'${JSON.stringify({ username, password }).replaceAll("'", `'\\''`)}'`

const howToAct = ({ issuer, people, url }: FirstScreen): string => {
  if (issuer === undefined)
    return `Act as one of them with -H "Authorization: Bearer <name>"; without it you are anonymous:`
  const [[username = "", { password = "" } = {}] = []] = Object.entries(people)
  return [
    `Tokens are real, of ${issuer}; without one you are anonymous. A user's:`,
    `  curl -s ${url}${signInPath} -d ${quoted(username, password)}`,
    "Those who can sign in, and their passwords:"
  ].join("\n")
}

const listed = (people: People): ReadonlyArray<string> => {
  const columns = Object.entries(people).map(([name, { groups = [], password }]) => [
    name,
    ...(password === undefined ? [] : [password]),
    groups.join(", ")
  ])
  const widths = (columns[0] ?? []).map((_, at) => Math.max(...columns.map((row) => row[at]?.length ?? 0)))
  return columns.map((row) => `  ${row.map((text, at) => text.padEnd(widths[at] ?? 0)).join("  ")}`.trimEnd())
}
