// @effect-diagnostics asyncFunction:off
/** `bench --ablation`: what each step of a request costs, in a tight loop and beside a round trip. */
import { fork } from "node:child_process"
import { once } from "node:events"
import { fileURLToPath } from "node:url"
import { scriptOf } from "../asking/scripts.ts"
import type { Library } from "../library.ts"
import { heapFlags } from "../measuring/allocations.ts"
import { whenQuiet } from "../measuring/quiet.ts"
import type { Operation } from "../Operation.ts"
import { columns, fixed } from "../telling/columns.ts"
import { stepTargets } from "../Target.ts"
import type { Time, Wanted } from "./worker.ts"

/** One statement each; a unit has no line of its own to take apart. */
const takenApart = ["get", "list20", "update", "create"] as const satisfies ReadonlyArray<Operation>

const worker = fileURLToPath(new URL("./worker.ts", import.meta.url))

/** A table for each operation that is asked and can be taken apart. */
export const ablation = async (
  { url }: Library,
  asked: ReadonlySet<Operation>,
  tell: (text: string) => void
): Promise<void> => {
  for (const operation of takenApart.filter((one) => asked.has(one))) {
    const script = scriptOf("ours", { operation, source: "rest" }, { notes: [], cursor: "", part: 0 })
    const times = await ask<ReadonlyArray<Time>>(url, { script, what: "times" })
    const bytes = await ask<Readonly<Record<string, number>>>(url, { script, what: "bytes" })
    tell(`\n${tableOf(operation, times, bytes)}`)
  }
}

/** Each answer is of a process of its own: one that never collects touches fresh memory only, which takes its time. */
async function ask<A>(url: string, wanted: Wanted): Promise<A> {
  const child = fork(worker, [url], {
    execArgv: wanted.what === "bytes" ? [...heapFlags] : [],
    stdio: ["ignore", "ignore", "inherit", "ipc"]
  })
  await once(child, "message")
  await whenQuiet()
  child.send(wanted)
  const [answer] = await once(child, "message")
  child.disconnect()
  return answer
}

function tableOf(
  operation: Operation,
  times: ReadonlyArray<Time>,
  bytes: Readonly<Record<string, number>>
): string {
  const most = stepTargets[operation]
  const row = ({ beside, name, tight }: Time) => [
    name,
    fixed(tight ?? Number.NaN, 1),
    fixed(beside, 1),
    fixed(bytes[name] ?? Number.NaN, 0),
    name.startsWith("whole") && most !== undefined
      ? `target <= ${most}${beside > most ? "  NOT MET" : ""}`
      : ""
  ]
  return columns([[operation, "tight µs", "beside a trip µs", "bytes", ""], ...times.map(row)])
}
