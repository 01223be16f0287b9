/** Where our own path begins, as the gateway's route tells it: what stands before that is a mapping's or a stage's. */
import { type JsonRecord, record, text } from "./Json.ts"

/**
 * What of a path stands before the route that the gateway has matched, such as `/echo` of `/echo/books/1` at
 * `/books/{uid}`, or "" where nothing does; null where the event tells no route, or one that does not fit.
 */
export const beforeRoute = (event: JsonRecord, path: string): string | null => {
  const template = templateOf(event)
  if (template === null) return null
  const routed = filled(template, record(event.pathParameters) ?? {})
  // The route of the root is asked with a slash behind the mapping, or without.
  const own = routed === "/" && !path.endsWith("/") ? "" : routed
  const lead = path.slice(0, Math.max(0, path.length - own.length))
  // It stands in front of links: an empty segment would make another host's of them.
  return path.endsWith(own) && (lead === "" || /^(?:\/[!-.0-~]+)*$/u.test(lead)) ? lead : null
}

// Payload 1.0 tells the resource, 2.0 a key such as `ANY /{proxy+}`; of `$default`, and without routes, there is nothing to tell.
function templateOf({ resource, routeKey }: JsonRecord): string | null {
  const told = text(resource) ?? text(routeKey) ?? ""
  if (told.startsWith("/")) return told
  const at = told.indexOf(" /")
  return at > 0 && !told.slice(0, at).includes(" ") ? told.slice(at + 1) : null
}

/** A template such as `/books/{uid}` or `/{proxy+}` with the values of its parameters. */
function filled(template: string, parameters: JsonRecord): string {
  let path = ""
  let end = 0
  for (let open = template.indexOf("{"); open >= 0; open = template.indexOf("{", end)) {
    const close = template.indexOf("}", open)
    if (close < 0) break
    const name = template.slice(open + 1, template.charAt(close - 1) === "+" ? close - 1 : close)
    path += template.slice(end, open) + (text(parameters[name]) ?? "?")
    end = close + 1
  }
  return path + template.slice(end)
}
