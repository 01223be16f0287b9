/** A request target taken apart the way each gateway does it; no URL class, because that one normalises. */
import type { EventSource } from "./events.ts"

/** Path and query string as sent, without the `?` and without a fragment. */
export const splitTarget = (target: string): { readonly path: string; readonly query: string } => {
  const [before = ""] = target.split("#", 1)
  const mark = before.indexOf("?")
  return mark === -1
    ? { path: before, query: "" }
    : { path: before.slice(0, mark), query: before.slice(mark + 1) }
}

/** Percent-decodes what can be decoded and leaves the rest as it is; bytes that are not UTF-8 become U+FFFD. */
export const decode = (text: string): string =>
  text.replaceAll(/(?:%[0-9a-f]{2})+/gi, (run) =>
    Buffer.from(run.replaceAll("%", ""), "hex").toString("utf8")
  )

/** A path as an HTTP API shows it: decoded, cut at a decoded `?`, then decoded again (seen on AWS: `%252F` becomes `/`). */
export const httpApiPath = (path: string): string => decode(decode(path).split("?", 1)[0] ?? "")

/** Whether the gateway takes this target at all; an HTTP API refuses a path that its second decoding breaks on. */
export const isAccepted = (source: EventSource, target: string): boolean => {
  const { path } = splitTarget(target)
  const once = source === "http1" || source === "http2" ? (decode(path).split("?", 1)[0] ?? "") : ""
  return [path, once].every((text) => !/%(?![0-9a-f]{2})/i.test(text))
}

/** The query's pairs in order, decoded (`+` is a space) or as sent. */
export const queryPairs = (query: string, decoded: boolean): ReadonlyArray<readonly [string, string]> =>
  query
    .split("&")
    .filter((pair) => pair !== "")
    .map((pair): readonly [string, string] => {
      const mark = pair.indexOf("=")
      const [name, value] = mark === -1 ? [pair, ""] : [pair.slice(0, mark), pair.slice(mark + 1)]
      return decoded ? [formDecode(name), formDecode(value)] : [name, value]
    })

/** The parameters of a route such as `/books/{uid}` or `/{proxy+}`, as `path` spells them; undefined if it has none. */
export const pathParameters = (
  resource: string,
  path: string
): Readonly<Record<string, string>> | undefined => {
  const segments = path.split("/")
  const found = resource.split("/").flatMap((part, index): ReadonlyArray<readonly [string, string]> => {
    const name = /^\{(.+?)(\+?)\}$/.exec(part)
    if (name?.[1] === undefined) return []
    return [[name[1], name[2] === "+" ? segments.slice(index).join("/") : (segments[index] ?? "")]]
  })
  return found.length === 0 ? undefined : Object.fromEntries(found)
}

const formDecode = (text: string): string => decode(text.replaceAll("+", " "))
