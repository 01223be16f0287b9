// @effect-diagnostics asyncFunction:off
/** Runs PostgreSQL's programs, which refuse to be root: there they run as the user `postgres` or `nobody`. */
import { execFile } from "node:child_process"
import { readFileSync } from "node:fs"
import { chown } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"

/** How a program ended: its exit code, or -1 if it could not be run at all, and what it printed. */
export interface Ended {
  readonly code: number
  readonly output: string
}

/** Runs one program to its end, for 60 seconds at the most. */
export const run = (bin: string, program: string, args: ReadonlyArray<string>): Promise<Ended> =>
  new Promise((resolve) => {
    const options = { ...user(), cwd: tmpdir(), env: environment(), timeout: 60_000 }
    execFile(join(bin, program), args, options, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === "number" ? error.code : -1
      resolve({ code, output: code === -1 ? `${error?.message} ${stderr}` : `${stderr}${stdout}`.trim() })
    })
  })

/** Hands a file or folder to the user who runs the programs. */
export const handOver = async (path: string): Promise<void> => {
  const owner = user()
  if (owner !== undefined) await chown(path, owner.uid, owner.gid)
}

function user(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  const lines = readFileSync("/etc/passwd", "utf8").split("\n")
  const line = ["postgres:", "nobody:"].flatMap((name) => lines.filter((line) => line.startsWith(name)))[0]
  if (line === undefined)
    throw new Error("PostgreSQL does not run as root, and no user postgres or nobody exists.")
  const [, , uid, gid] = line.split(":")
  return { uid: Number(uid), gid: Number(gid) }
}

// PGDATA, PGPORT and their kind would speak of another server.
function environment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^PG(?!CREST_)/.test(name)))
}
