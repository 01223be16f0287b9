/** Takes signals over as `serve` does, also from a listener that ends the process its own way; tells of a moment in which nobody listens. */
import { closeOnSignal, makeClosers } from "../../src/serve/shutdown.ts"

process.on("removeListener", (name) => {
  if (process.listenerCount(name) === 0) console.log(`nobody listens to ${String(name)}`)
})
const closers = makeClosers()
closers.set("database", () => new Promise((resolve) => setImmediate(resolve)))
process.on("SIGTERM", () => process.exit(130))
const takeSignals = closeOnSignal(closers, console.log)
process.on("SIGTERM", () => process.exit(143))
takeSignals()
// Something that keeps the process alive, as a listening gateway does.
process.stdin.resume()
console.log("ready")
