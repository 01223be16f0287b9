// @effect-diagnostics asyncFunction:off
import { chmod, chown, lstat, mkdir, readdir, readlink, rm, symlink, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { PostgresServer } from "@pgcrest/testkit/postgres"
import { afterEach, assert, beforeEach, describe, test, vi } from "vitest"
import { keptFolder } from "../../src/postgres/PostgresFolder.ts"
import { onlyAsRoot, privateFolder, removeLater } from "../asRoot.ts"
import { query } from "../query.ts"

beforeEach(onlyAsRoot)
afterEach(() => {
  vi.unstubAllEnvs()
})

/** What the link leads to, which goes after the test as well. */
const linkedTo = async (path: string) => removeLater(await readlink(path))

describe("a server whose user may not enter the folder asked for", () => {
  test("keeps its rows behind a link, which only root can change", async () => {
    const databaseDir = join(await privateFolder(), "kept")
    const first = await PostgresServer.start({ databaseDir })
    const folder = await linkedTo(databaseDir)
    await query(first.url, "CREATE TABLE book AS SELECT 'Emma' AS title")
    await first.stop()
    const second = await PostgresServer.start({ databaseDir })
    const rows = await query(second.url, "SELECT title FROM book")
    await second.stop()
    assert.deepStrictEqual(rows, ["Emma"])
    assert.strictEqual(await linkedTo(databaseDir), folder)
    assert.match(folder, /^\/var\/tmp\/pgcrest-data-/)
    assert.strictEqual((await lstat(folder)).mode & 0o777, 0o700)
  })

  test("throws its data away elsewhere when TMPDIR is that folder", async () => {
    const temporary = await privateFolder()
    vi.stubEnv("TMPDIR", temporary)
    const server = await PostgresServer.start({ kind: "embedded" })
    const rows = await query(server.url, "SELECT 1")
    await server.stop()
    assert.deepStrictEqual(rows, [1])
    assert.deepStrictEqual(await readdir(temporary), [])
  })
})

describe("the folder behind the link", () => {
  test("is one for all who start at the same time, in place of an empty folder too", async () => {
    const asked = join(await privateFolder(), "kept")
    await mkdir(asked)
    const folders = await Promise.all(Array.from({ length: 8 }, () => keptFolder(asked)))
    assert.deepStrictEqual(new Set(folders), new Set([await linkedTo(asked)]))
  })

  test("is made anew where it was cleared away, or where somebody else has made one of its name since", async () => {
    const asked = join(await privateFolder(), "kept")
    const first = await keptFolder(asked)
    await rm(first, { recursive: true })
    const second = removeLater(await keptFolder(asked))
    await chown(second, 12_345, 12_345)
    const third = removeLater(await keptFolder(asked))
    assert.strictEqual(new Set([first, second, third]).size, 3)
    assert.strictEqual(await readlink(asked), third)
  })

  test("does not take the place of data: a sentence says what to do", async () => {
    const asked = join(await privateFolder(), "kept")
    await mkdir(asked)
    await writeFile(join(asked, "data"), "")
    const said = await keptFolder(asked).catch(String)
    assert.match(
      said,
      /runs as the user \w+, who may not enter .*: remove .*kept, and its data are made anew/
    )
  })

  test("is no other than the one asked for where its user may enter, be that a link or not", async () => {
    const folder = await privateFolder()
    await chmod(folder, 0o755)
    assert.strictEqual(await keptFolder(join(folder, "kept")), join(folder, "kept"))
    await symlink("/var/tmp", join(folder, "link"))
    assert.strictEqual(await keptFolder(join(folder, "link")), join(folder, "link"))
  })
})
