// @effect-diagnostics asyncFunction:off
/** What befalls servers and no administrator does: processes that are killed, or stand still. */
import { readFile, rm } from "node:fs/promises"
import { setTimeout } from "node:timers/promises"
import { run } from "./PostgresProgram.ts"

/** How a server of our own is made to fail. */
export interface Faults {
  /**
   * SIGKILL to all processes of the server, then waits until they are gone. What was written but not flushed stays with the
   * operating system: this is a crash of PostgreSQL, and no power failure.
   */
  readonly kill: () => Promise<void>
  /** SIGKILL to the process that serves a session: the server ends all others at once, and recovers by itself. */
  readonly killSession: (pid: number) => void
  /** Starts what was killed, in its folder and on its port; resolves once it has recovered and takes connections. */
  readonly recover: () => Promise<void>
  /** SIGSTOP to all processes of the server, or to the one that serves a session; what it resolves to lets them go on. */
  readonly freeze: (pid?: number) => Promise<() => void>
}

/** The faults of the server whose postmaster wrote this file. */
export const faultsOf = (pidFile: string, recover: () => Promise<void>): Faults => ({
  kill: async () => {
    const processes = await stopped(await postmasterOf(pidFile))
    for (const pid of processes) signal(pid, "SIGKILL")
    // The next one does not start while any of them holds the shared memory.
    while ((await running()).some(({ pid }) => processes.includes(pid))) await setTimeout(5)
    // One whose end nobody has asked for, as under many a container's first process, would count as another postmaster.
    await rm(pidFile)
  },
  killSession: (pid) => signal(pid, "SIGKILL"),
  recover,
  freeze: async (pid) => {
    const processes = pid === undefined ? await stopped(await postmasterOf(pidFile)) : [pid]
    for (const one of processes) signal(one, "SIGSTOP")
    return () => processes.forEach((one) => signal(one, "SIGCONT"))
  }
})

/** The postmaster, which is stopped first lest it start another, and all that it has started. */
async function stopped(postmaster: number): Promise<ReadonlyArray<number>> {
  signal(postmaster, "SIGSTOP")
  const children = (await running()).filter(({ parent }) => parent === postmaster)
  return [postmaster, ...children.map(({ pid }) => pid)]
}

interface Process {
  readonly pid: number
  readonly parent: number
}

/** All processes of this machine, but those that have ended and that nobody has asked how. */
async function running(): Promise<ReadonlyArray<Process>> {
  const { output } = await run("/bin", "ps", ["-A", "-o", "pid=,ppid=,stat="])
  return output.split("\n").flatMap((line) => {
    const [pid, parent, state = ""] = line.trim().split(/\s+/u)
    return state.startsWith("Z") ? [] : [{ pid: Number(pid), parent: Number(parent) }]
  })
}

async function postmasterOf(pidFile: string): Promise<number> {
  return Number((await readFile(pidFile, "utf8")).split("\n")[0])
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch {
    // It has ended by itself.
  }
}
