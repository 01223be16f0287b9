// @effect-diagnostics asyncFunction:off
/** A copy of the server's programs for root, where the folder that they are in lets nobody else enter. */
import { createHash } from "node:crypto"
import type { Stats } from "node:fs"
import { chmod, cp, lstat, mkdir, mkdtemp, readdir, readFile, rename, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join, relative } from "node:path"
import { mayEnter, user } from "./PostgresProgram.ts"

/** The folder of programs itself where their user may run them, else the same folder of a copy, made once. */
export const runnable = async (bin: string): Promise<string> => {
  if (await mayEnter(join(bin, "postgres"))) return bin
  const native = join(bin, "..")
  const contents = await contentsOf(native)
  const hash = createHash("sha256").update(contents)
  const name = `pgcrest-postgresql-${hash.update(await readFile(join(bin, "postgres"))).digest("hex")}`
  // Not TMPDIR first: it may be another one for each run, and 60 MB are to be copied once.
  for (const parent of ["/tmp", "/var/tmp", tmpdir()]) {
    const copy = join(parent, name)
    if ((await isSafe(parent)) && (await isCopied(native, copy, contents))) return join(copy, "bin")
  }
  throw new Error(
    `PostgreSQL runs as the user ${user()?.name}, who may not run the programs in ${bin}, and no copy could be made in /tmp or /var/tmp: move the project to a folder that this user may enter.`
  )
}

async function isCopied(native: string, copy: string, contents: string): Promise<boolean> {
  const found = await lstat(copy).catch(() => undefined)
  // Anybody may have made a folder of this name: theirs is neither used nor touched.
  if (found !== undefined && !isOurs(found)) return false
  // A sweeper of old files may have been here.
  if (!(await isWhole(copy, contents))) await makeCopy(native, copy, contents).catch(() => undefined)
  const made = await lstat(copy).catch(() => undefined)
  return made !== undefined && isOurs(made) && (await mayEnter(join(copy, "bin/postgres")))
}

function isOurs(found: Stats): boolean {
  return found.isDirectory() && found.uid === 0 && (found.mode & 0o022) === 0
}

/** Whether nobody but root can put another folder in the place of one of root's. */
async function isSafe(parent: string): Promise<boolean> {
  const found = await lstat(parent).catch(() => undefined)
  if (found === undefined || !found.isDirectory() || found.uid !== 0) return false
  return (found.mode & 0o022) === 0 || (found.mode & 0o1000) !== 0
}

async function isWhole(copy: string, contents: string): Promise<boolean> {
  return (await contentsOf(copy).catch(() => undefined)) === contents
}

async function makeCopy(native: string, copy: string, contents: string): Promise<void> {
  const fresh = await mkdtemp(`${copy}-`)
  try {
    await cp(native, fresh, { recursive: true, verbatimSymlinks: true })
    await openToAll(fresh)
    const isPlaced = await rename(fresh, copy).then(
      () => true,
      () => false
    )
    // Where another start was faster, its copy is as good and stays.
    if (!isPlaced && !(await isWhole(copy, contents))) await mend(copy, fresh)
  } finally {
    await rm(fresh, { recursive: true, force: true })
  }
}

/** Puts each file in its place, none of which is ever empty: other starts may be running the copy's programs. */
async function mend(copy: string, fresh: string): Promise<void> {
  for (const entry of await readdir(fresh, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    const place = join(copy, relative(fresh, path))
    if (entry.isDirectory()) await mkdir(place, { recursive: true })
    else await rename(path, place)
  }
  await openToAll(copy)
}

// Whatever the umask was when they were installed, and is now.
async function openToAll(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    if (entry.isSymbolicLink()) continue
    const isProgram = entry.isDirectory() || ((await lstat(path)).mode & 0o100) !== 0
    await chmod(path, isProgram ? 0o755 : 0o644)
  }
  await chmod(folder, 0o755)
}

/** Every name with its size. */
async function contentsOf(folder: string): Promise<string> {
  const names = (await readdir(folder, { recursive: true })).toSorted()
  const sized = names.map(async (name) => {
    const found = await lstat(join(folder, name)).catch(() => undefined)
    return `${name} ${found?.isFile() ? found.size : "-"}`
  })
  return (await Promise.all(sized)).join("\n")
}
