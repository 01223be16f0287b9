// @effect-diagnostics asyncFunction:off
import { randomUUID } from "node:crypto"
import { chmod, chown, lstat, mkdir, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises"
import { dirname, join } from "node:path"
import { assert, beforeEach, describe, test } from "vitest"
import { runnable } from "../../src/postgres/PostgresCopy.ts"
import { run } from "../../src/postgres/PostgresProgram.ts"
import { onlyAsRoot, privateFolder, removeLater } from "../asRoot.ts"

beforeEach(onlyAsRoot)

/** The programs of a PostgreSQL like no other, in a folder that only root may enter. */
const install = async (): Promise<string> => {
  const native = await privateFolder()
  for (const folder of ["bin", "lib", "share"]) await mkdir(join(native, folder), { mode: 0o700 })
  await writeFile(
    join(native, "bin/postgres"),
    `#!/bin/sh\ncat "$(dirname "$0")/../lib/link" # ${randomUUID()}`
  )
  await chmod(join(native, "bin/postgres"), 0o700)
  await writeFile(join(native, "lib/library"), "linked", { mode: 0o600 })
  await symlink("library", join(native, "lib/link"))
  return join(native, "bin")
}

/** The copy's folder, which goes after the test. */
const copyOf = async (bin: string) => removeLater(dirname(await runnable(bin)))
const output = async (bin: string) => (await run(bin, "postgres", [])).output

describe("programs in a folder that their user may not enter", () => {
  test("run from a copy that is made once, with the package's modes mended and its links kept", async () => {
    const bin = await install()
    assert.match(await output(bin), /runs as the user \w+, who may not run .*\/bin\/postgres/)
    const copy = await copyOf(bin)
    const { ino } = await lstat(copy)
    assert.strictEqual(await output(join(copy, "bin")), "linked")
    assert.strictEqual(await copyOf(bin), copy)
    assert.strictEqual((await lstat(copy)).ino, ino)
    assert.strictEqual((await lstat(copy)).mode & 0o777, 0o755)
  })

  test("are copied whole by starts at the same time, which leave one copy behind", async () => {
    const bin = await install()
    const copies = await Promise.all(Array.from({ length: 8 }, () => copyOf(bin)))
    const [copy = ""] = copies
    assert.strictEqual(new Set(copies).size, 1)
    assert.strictEqual(await output(join(copy, "bin")), "linked")
    const left = (await readdir("/tmp")).filter((name) => join("/tmp", name).startsWith(copy))
    assert.lengthOf(left, 1)
  })

  test("are copied again, once, where something of the copy was cleared away", async () => {
    const bin = await install()
    await rm(join(await copyOf(bin), "lib/library"))
    const copies = await Promise.all(Array.from({ length: 8 }, () => copyOf(bin)))
    assert.strictEqual(new Set(copies).size, 1)
    assert.strictEqual(await output(await runnable(bin)), "linked")
  })

  test("never run from a folder that somebody else has made or may change, which is left as it is", async () => {
    const bin = await install()
    const planted = await copyOf(bin)
    await writeFile(join(planted, "bin/postgres"), "#!/bin/sh\necho planted")
    await chown(planted, 12_345, 12_345)
    const second = await copyOf(bin)
    await chmod(second, 0o777)
    const third = await copyOf(bin).catch(String)
    assert.match(second, /^\/var\/tmp\//)
    assert.strictEqual(await output(join(second, "bin")), "linked")
    assert.match(third, /may not run the programs in .*: move the project to a folder/)
    assert.match(await readFile(join(planted, "bin/postgres"), "utf8"), /planted/)
  })

  test("run where they are if their user may", async () => {
    const bin = await install()
    for (const folder of ["..", ".", "../lib"]) await chmod(join(bin, folder), 0o755)
    await chmod(join(bin, "postgres"), 0o755)
    assert.strictEqual(await runnable(bin), bin)
  })
})
