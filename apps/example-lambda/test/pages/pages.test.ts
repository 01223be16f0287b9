// @effect-diagnostics asyncFunction:off
import { ResourceStoreMemory } from "@pgcrest/adapter-memory"
import * as Layer from "effect/Layer"
import { assert, describe, test } from "vitest"
import { twins } from "./operations/twins.ts"
import { sendTo } from "./Page.ts"
import { pages } from "./pages.ts"
import { played } from "./played.ts"

describe.each(pages.map((page) => [page.name, page] as const))("docs/%s.md", (_, page) => {
  test("has the answers of the memory adapter", async () => {
    const send = sendTo(page, Layer.merge(ResourceStoreMemory.layer, twins))
    assert.strictEqual(await played(page.text, send, null), page.text)
  })

  test.each(page.modules)("declares in $name what its requests are sent to", ({ name, text }) => {
    const block = page.text.split(`\`\`\`ts ${name}\n`)[1]?.split("\n```")[0] ?? ""
    const [, ...lines] = text.split("\n")
    const plain = (code: string) => code.replaceAll(/\s+/gu, "")
    assert.strictEqual(plain(block), plain(lines.join("\n")))
  })
})
