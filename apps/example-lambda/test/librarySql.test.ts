// @effect-diagnostics asyncFunction:off
import { readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { ddl } from "@pgcrest/adapter-postgres"
import { expect, test } from "vitest"
import { Library } from "../src/library.ts"

const file = fileURLToPath(new URL("../sql/library.sql", import.meta.url))

test("library.sql has the tables as ddl prints them; `vitest run librarySql -u` renews them", async () => {
  const [, before, beyond] =
    /^([^]*^-- As `ddl` prints it.*\n\n)[^]*?(^-- Beyond what [^]*)$/mu.exec(readFileSync(file, "utf8")) ?? []
  await expect(`${before}${ddl(Library)}\n${beyond}`).toMatchFileSnapshot(file)
})
