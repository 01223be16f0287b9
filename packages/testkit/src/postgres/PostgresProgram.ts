// @effect-diagnostics asyncFunction:off
/** Runs PostgreSQL's programs, which refuse to be root: there they run as the user `postgres` or `nobody`. */
import { execFile, type ExecFileException } from "node:child_process"
import { readFileSync } from "node:fs"
import { chown } from "node:fs/promises"
import { join } from "node:path"

/** How a program ended: its exit code, or -1 if it could not be run at all, and what it printed. */
export interface Ended {
  readonly code: number
  readonly output: string
}

/** The user who runs the programs where we are root; else nobody but ourselves, and undefined. */
export interface User {
  readonly name: string
  readonly uid: number
  readonly gid: number
}

/** Runs one program to its end, for 60 seconds at the most. */
export const run = (bin: string, program: string, args: ReadonlyArray<string>): Promise<Ended> =>
  new Promise((resolve) => {
    const { uid, gid } = user() ?? {}
    // The root folder, since the user may not enter every other.
    const options = { uid, gid, cwd: "/", env: environment(), timeout: 60_000 }
    execFile(join(bin, program), args, options, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === "number" ? error.code : -1
      const output = code === -1 ? `${reason(error, join(bin, program))} ${stderr}` : `${stderr}${stdout}`
      resolve({ code, output: output.trim() })
    })
  })

/** Hands a file or folder to the user who runs the programs. */
export const handOver = async (path: string): Promise<void> => {
  const owner = user()
  if (owner !== undefined) await chown(path, owner.uid, owner.gid)
}

/** Whether the user who runs the programs may execute this program or enter this folder. */
export const mayEnter = async (path: string): Promise<boolean> =>
  user() === undefined || (await run("/bin", "sh", ["-c", '[ -x "$1" ]', "sh", path])).code === 0

/** Who runs the programs; throws a sentence where there is nobody. */
export const user = (): User | undefined => {
  if (process.getuid?.() !== 0) return undefined
  const lines = readFileSync("/etc/passwd", "utf8").split("\n")
  const line = ["postgres:", "nobody:"].flatMap((name) => lines.filter((line) => line.startsWith(name)))[0]
  if (line === undefined)
    throw new Error("PostgreSQL does not run as root, and no user postgres or nobody exists.")
  const [name = "", , uid, gid] = line.split(":")
  return { name, uid: Number(uid), gid: Number(gid) }
}

function reason(error: ExecFileException | null, program: string): string | undefined {
  const owner = user()
  if (error?.code !== "EACCES" || owner === undefined) return error?.message
  return `PostgreSQL runs as the user ${owner.name}, who may not run ${program}`
}

// PGDATA, PGPORT and their kind would speak of another server.
function environment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^PG(?!CREST_)/.test(name)))
}
