// @effect-diagnostics asyncFunction:off
/** A process of its own for one side: loads its bundle, then does what it is asked. */
import { pathToFileURL } from "node:url"
import type { Script } from "../asking/Script.ts"
import { bytesOf, scavengesOf } from "./allocations.ts"
import { askAll, type Handler, makeTurns } from "./Asker.ts"
import { runBlock } from "./block.ts"
import type { Question } from "./Side.ts"

const [, , file = ""] = process.argv
const loaded: { readonly handler: Handler } = await import(pathToFileURL(file).href)
const { handler } = loaded
const scripts = new Map<string, Script>()
const next = makeTurns()

process.on("message", (question: Question) => {
  void answer(question).then(
    (value) => process.send?.({ value }),
    (cause: unknown) => process.send?.({ fault: cause instanceof Error ? cause.message : String(cause) })
  )
})
// An orderly exit, so that a CPU profile is written.
process.once("disconnect", () => process.exit(0))
process.send?.({ value: null })

async function answer(question: Question): Promise<unknown> {
  const { name } = question
  if (question.kind === "script") return scripts.set(name, question.script).size
  const script = scripts.get(name)
  if (script === undefined) throw new Error(`There is no script ${name}.`)
  switch (question.kind) {
    case "turn":
      return askAll(handler, next(script))
    case "block":
      return runBlock(handler, next, script, question.options)
    case "bytes":
      return bytesOf(handler, next, script, question.turns)
    case "scavenges":
      return scavengesOf(handler, next, script, question.millis)
  }
}
