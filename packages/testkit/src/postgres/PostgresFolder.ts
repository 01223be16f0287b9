// @effect-diagnostics asyncFunction:off
/** Where a server's data are: as root in a place that the server's user may enter, which not every folder is. */
import { lstat, mkdir, mkdtemp, readlink, rm, rmdir, symlink, unlink } from "node:fs/promises"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { handOver, mayEnter, user } from "./PostgresProgram.ts"

/** A new folder for data that are thrown away. */
export const throwAwayFolder = async (): Promise<string> =>
  mkdtemp(join(await open([tmpdir(), "/tmp", "/var/tmp"]), "pgcrest-"))

/** The folder itself, or what it links to: out of the user's reach it becomes a link to a folder within. */
export const keptFolder = async (asked: string): Promise<string> => {
  await mkdir(dirname(asked), { recursive: true })
  if (await mayEnter(dirname(asked))) return asked
  const linked = await linkedFolder(asked)
  if (linked !== undefined) return linked
  const folder = await mkdtemp(join(await open(["/var/tmp", "/tmp", tmpdir()]), "pgcrest-data-"))
  await handOver(folder)
  return symlink(folder, asked).then(
    () => folder,
    // Another start has made its own at the same time.
    async (cause: unknown) => {
      await rm(folder, { recursive: true })
      const other = await linkedFolder(asked)
      if (other === undefined) throw cause
      return other
    }
  )
}

async function open(folders: ReadonlyArray<string>): Promise<string> {
  for (const folder of folders) if (await mayEnter(folder)) return folder
  throw new Error(
    `PostgreSQL runs as the user ${user()?.name}, who may enter none of ${folders.join(", ")}: set TMPDIR to a folder that this user may enter.`
  )
}

async function linkedFolder(asked: string): Promise<string | undefined> {
  const found = await lstat(asked).catch(() => undefined)
  if (found === undefined) return undefined
  if (!found.isSymbolicLink()) return remove(asked)
  const folder = await readlink(asked)
  const kept = await lstat(folder).catch(() => undefined)
  // What is temporary may have been cleared away, and anybody may have made a folder of that name since.
  if (kept?.isDirectory() && kept.uid === user()?.uid) return folder
  return unlink(asked).then(() => undefined)
}

async function remove(asked: string): Promise<undefined> {
  await rmdir(asked).catch((cause: NodeJS.ErrnoException) => {
    // Gone, or a link by now: another start is as far as we are.
    if (cause.code !== "ENOTEMPTY") return
    const who = `PostgreSQL runs as the user ${user()?.name}, who may not enter ${dirname(asked)}`
    throw new Error(`${who}: remove ${asked}, and its data are made anew where this user may enter.`, {
      cause
    })
  })
}
