// @effect-diagnostics asyncFunction:off
/** The folder of the declarations on disk. */
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises"
import { dirname, join } from "node:path"
import type { Files } from "../writing/filesOf.ts"

/** One plain sentence. */
export class FolderFailure extends Data.TaggedError("FolderFailure")<{ readonly message: string }> {}

/** Those of its files that `init` writes: resources, the api and the composition root. */
export const readFiles = (folder: string): Effect.Effect<Files, FolderFailure> =>
  attempt(`${folder} cannot be read`, async () => {
    const resources = (await names(join(folder, "resources"))).map((name) => `resources/${name}`)
    const own = (await names(folder)).filter((name) => name === "api.ts" || name === "main.ts")
    const paths = [...resources.filter((path) => path.endsWith(".ts")), ...own]
    const files = paths.map(async (path) => [path, await readFile(join(folder, path), "utf8")] as const)
    return new Map(await Promise.all(files))
  })

/**
 * Beside their places first, so that none is half written, and none is replaced before all could be written; once begun it
 * ends, whoever interrupts.
 */
export const writeFiles = (folder: string, files: Files): Effect.Effect<void, FolderFailure> =>
  Effect.uninterruptible(writing(folder, files))

const writing = (folder: string, files: Files) =>
  attempt(`${folder} cannot be written`, async () => {
    await makeFolder(join(folder, "resources"))
    const all = [...files].map(([path, text]) => ({ place: join(folder, path), text }))
    const beside = (place: string) => `${place}.${process.pid}.new`
    const steps = [
      all.map(
        ({ place, text }) =>
          () =>
            writeFile(beside(place), text)
      ),
      all.map(
        ({ place }) =>
          () =>
            rename(beside(place), place)
      )
    ]
    for (const step of steps) {
      const failed = (await Promise.allSettled(step.map((write) => write()))).find(isRejected)
      if (failed === undefined) continue
      await Promise.all(all.map(({ place }) => rm(beside(place), { force: true })))
      throw failed.reason
    }
  })

// One by one: where the system makes no folders at all, as in /proc, Node's own way up and down again never ends.
async function makeFolder(folder: string): Promise<void> {
  const there = await stat(folder).catch(() => null)
  if (there?.isDirectory() === true) return
  await makeFolder(dirname(folder))
  await mkdir(folder)
}

async function names(folder: string): Promise<ReadonlyArray<string>> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((cause: unknown) => {
    if (isAbsent(cause)) return []
    throw cause
  })
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name)
}

function isRejected(settled: PromiseSettledResult<void>): settled is PromiseRejectedResult {
  return settled.status === "rejected"
}

function isAbsent(cause: unknown): boolean {
  return cause instanceof Error && "code" in cause && cause.code === "ENOENT"
}

function attempt<A>(what: string, run: () => Promise<A>): Effect.Effect<A, FolderFailure> {
  return Effect.tryPromise({
    try: run,
    catch: (cause) =>
      new FolderFailure({ message: `${what}: ${cause instanceof Error ? cause.message : String(cause)}.` })
  })
}
