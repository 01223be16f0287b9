// @effect-diagnostics asyncFunction:off
import { mkdir, mkdtemp, readFile, readlink, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, assert, beforeEach, describe, test } from "vitest"
import { linked } from "../../src/postgres/PostgresLinks.ts"

let folder = ""
let bin = ""

/** A package as it is unpacked: libraries, and a list of the links that its install script would make. */
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "pgcrest-links-"))
  bin = join(folder, "native/bin")
  for (const name of ["bin", "lib"]) await mkdir(join(folder, "native", name), { recursive: true })
  await writeFile(join(folder, "native/lib/libicu.so.60.2"), "library")
  const links = [{ source: "native/lib/libicu.so.60.2", target: "native/lib/libicu.so.60" }]
  await writeFile(join(folder, "native/pg-symlinks.json"), JSON.stringify(links))
})
afterEach(() => rm(folder, { recursive: true }))

describe("the links among a package's libraries", () => {
  test("are made where the package's install script did not run", async () => {
    assert.strictEqual(await linked(bin), bin)
    assert.strictEqual(await readFile(join(folder, "native/lib/libicu.so.60"), "utf8"), "library")
    assert.strictEqual(await readlink(join(folder, "native/lib/libicu.so.60")), "libicu.so.60.2")
  })

  test("stay as they are, also where several starts make them at once", async () => {
    assert.deepStrictEqual(await Promise.all([linked(bin), linked(bin), linked(bin)]), [bin, bin, bin])
    assert.strictEqual(await linked(bin), bin)
  })

  test("are none where the package lists none", async () => {
    await rm(join(folder, "native/pg-symlinks.json"))
    assert.strictEqual(await linked(bin), bin)
  })

  test("that cannot be made are told in a sentence that says what to do", async () => {
    await rm(join(folder, "native/lib"), { recursive: true })
    const told = await linked(bin).catch(String)
    assert.match(
      told,
      /needs the link \S+libicu\.so\.60, which could not be made \(ENOENT\): let the package/
    )
  })
})
