// @effect-diagnostics asyncFunction:off
/** Whoever sends whatever, over any store. */
import { afterAll, assert, beforeAll, describe, test } from "vitest"
import { hostile } from "../hostile.ts"
import type { Served, Start } from "./served.ts"

export const strangers = (name: string, start: Start): void =>
  void describe(`strangers over ${name}`, () => {
    let served: Served
    beforeAll(async () => {
      served = await start()
    })
    afterAll(() => served.close())

    test("are answered, whatever they send, and break nothing", async () => {
      const statuses = new Map<number, number>()
      for (const { body, headers, method, path } of hostile(1500)) {
        const sent = `${method} ${path} ${JSON.stringify(headers)} ${body}`
        const told = await fetch(`${served.url}${path}`, { method, headers, body })
        const text = await told.text()
        // The gateway's own answer to a path that it does not take.
        if (/^\{"message":"[^"]*"\}$/u.test(text)) continue
        assert.isBelow(told.status, 500, `${sent}\n${text}`)
        assert.isFalse(told.status === 404 && method !== "HEAD" && !text.startsWith("{"), sent)
        if (told.status >= 400 && method !== "HEAD")
          assert.isString(JSON.parse(text).code, `${sent}\n${text}`)
        statuses.set(told.status, (statuses.get(told.status) ?? 0) + 1)
      }
      assert.includeMembers([...statuses.keys()], [200, 201, 204, 400, 401, 404, 405, 406])
    })
  })
