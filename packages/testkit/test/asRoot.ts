// @effect-diagnostics asyncFunction:off
/** Folders that only root may enter, gone after each test: there is something to see only for root. */
import { mkdtemp, rm } from "node:fs/promises"
import { afterEach, type TestContext } from "vitest"

const made: Array<string> = []

afterEach(() => Promise.all(made.splice(0).map((path) => rm(path, { recursive: true, force: true }))))

/** Skips the test, with its reason, for everybody else. */
export const onlyAsRoot = (context: TestContext): void => {
  if (process.getuid?.() !== 0)
    context.skip("the server runs as another user only where the tests are root's")
}

/** A new folder of mode 700 that is root's, in one that everybody may enter, as the folder of TMPDIR need not be. */
export const privateFolder = async (): Promise<string> => removeLater(await mkdtemp("/tmp/pgcrest-private-"))

/** Takes this path away after the test too. */
export const removeLater = (path: string): string => {
  made.push(path)
  return path
}
