// @effect-diagnostics asyncFunction:off
import { createServer } from "node:http"
import { Gateway } from "@pgcrest/dev"
import { assert, it } from "vitest"
import { openPort } from "../../src/serve/port.ts"

it("takes the first free port from 3000 where none was asked for, each server its own", async () => {
  const servers = [createServer(), createServer(), createServer()] as const
  const [first, second, third] = [
    await openPort(servers[0], undefined),
    await openPort(servers[1], ""),
    await openPort(servers[2], undefined)
  ]
  await Promise.all(servers.map((server) => Gateway.close(server, 0)))
  // Another program may leave a lower port between two of them.
  for (const port of [first, second, third]) assert.isAtLeast(Number(port), 3000)
  assert.strictEqual(new Set([first, second, third]).size, 3)
})
