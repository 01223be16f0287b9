// @effect-diagnostics asyncFunction:off
import { readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { ddl } from "@pgcrest/adapter-postgres"
import { contractApi } from "@pgcrest/testkit"
import { expect, test } from "vitest"

const file = fileURLToPath(new URL("../../../testkit/src/contract/declared/schema.ts", import.meta.url))

test("contractSchema has the tables as ddl prints them; `vitest run contractSchema -u` renews them", async () => {
  const [, before, after] =
    /^([^]*^const declared = `\n)[^]*?(^`\n[^]*)$/mu.exec(readFileSync(file, "utf8")) ?? []
  await expect(`${before}${ddl(contractApi)}${after}`).toMatchFileSnapshot(file)
})
