/** Where our own path begins, as the gateway's route tells it: what stands before that is a mapping's or a stage's. */
import { type JsonRecord, record, text } from "./Json.ts"

/**
 * What of a path stands before the route that the gateway has matched, such as `/echo` of `/echo/books/1` at
 * `/books/{uid}`, or "" where nothing does; null where the event tells no route, or one that does not fit.
 */
export const beforeRoute = (event: JsonRecord, path: string): string | null => {
  const template = templateOf(event)
  const parameters = record(event.pathParameters) ?? {}
  const routed = template?.replaceAll(
    /\{([^{}+]+)\+?\}/gu,
    (_, name: string) => text(parameters[name]) ?? "?"
  )
  if (routed === undefined) return null
  // The route of the root is asked with a slash behind the mapping, or without.
  const own = routed === "/" && !path.endsWith("/") ? "" : routed
  const lead = path.slice(0, Math.max(0, path.length - own.length))
  // It stands in front of links: an empty segment would make another host's of them.
  return path.endsWith(own) && /^(?:\/[!-.0-~]+)*$/u.test(lead) ? lead : null
}

// Payload 1.0 tells the resource, 2.0 a key such as `ANY /{proxy+}`; of `$default`, and without routes, there is nothing to tell.
function templateOf({ resource, routeKey }: JsonRecord): string | undefined {
  return /^(?:\S+ )?(\/.*)/u.exec(text(resource) ?? text(routeKey) ?? "")?.[1]
}
