// @effect-diagnostics asyncFunction:off
/** Builds the bundle, and again whenever a source file changes. */
import { relative } from "node:path"
import { watch, type RolldownError, type WatchOptions } from "rolldown"

/** What a build led to; milliseconds since the change was noticed. */
interface Listeners {
  readonly onBuilt: (start: number) => Promise<void>
  readonly onFailed: (sentences: ReadonlyArray<string>) => void
}

/** A running watcher: `first` resolves when the first build has succeeded or failed. */
interface Bundling {
  readonly first: Promise<void>
  readonly close: () => Promise<void>
}

/** Starts watching; after a failed build the last good bundle is still on the disk. */
export const watchBundle = (config: WatchOptions | Array<WatchOptions>, listeners: Listeners): Bundling => {
  const first = Promise.withResolvers<void>()
  const watcher = watch(config)
  let start = performance.now()
  watcher.on("event", async (event) => {
    if (event.code === "START") start = performance.now()
    if (event.code === "BUNDLE_END" || event.code === "ERROR") await event.result.close()
    if (event.code === "BUNDLE_END") await listeners.onBuilt(start)
    if (event.code === "ERROR") listeners.onFailed(sentences(event.error))
    if (event.code === "END") first.resolve()
  })
  return { first: first.promise, close: () => watcher.close() }
}

const sentences = (error: Error): ReadonlyArray<string> =>
  "errors" in error && Array.isArray(error.errors) ? error.errors.map(sentence) : [error.message]

// `src/books.ts:3:7 Unterminated string`, then the line of source that it is about.
const sentence = ({ frame, id, loc, message }: RolldownError): string => {
  const file = relative(process.cwd(), loc?.file ?? id ?? "")
  const place = loc === undefined ? file : `${file}:${loc.line}:${loc.column + 1}`
  const [first = ""] = message.split("\n", 1)
  const words = first.replace(/^\[\w+\] /, "")
  return [`${place} ${words}`.trim(), ...(frame === undefined ? [] : [frame])].join("\n")
}
