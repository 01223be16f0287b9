// @effect-diagnostics asyncFunction:off
/** What must hold of the answer to any query: never a 5xx, and no statement that fails. */
import { assert } from "vitest"
import { mulberry32, pick, type Random } from "../../seed/random.ts"
import { type Answer, expectStatus } from "../wire/wire.ts"
import { broken } from "./broken.ts"
import { anyQuery } from "./queries.ts"
import type { Ask } from "./shelves.ts"
import { values } from "./values.ts"

/** How many queries, and whether the store searches texts: what does not answers 501 to who asks it. */
interface Size {
  readonly count: number
  readonly searches: boolean
}

/** PGCREST_QUERIES says how many; 200,000 are the full size. */
export const queries = Number(process.env["PGCREST_QUERIES"] ?? 6000)

/** Sends that many queries, the same in every run; PGCREST_SEED chooses others. Tells how often each status came. */
export const neverBreaks = async (
  ask: Ask,
  { count, searches }: Size
): Promise<ReadonlyMap<number, number>> => {
  const seed = Number(process.env["PGCREST_SEED"] ?? 20_261_127)
  const random = mulberry32(seed)
  await fill(ask)
  const statuses = new Map<number, number>()
  const send = async (path: string): Promise<Answer> => {
    const answer = await ask({ method: "GET", path })
    const told = `PGCREST_SEED=${seed}: ${path}\n${answer.body.slice(0, 1000)}`
    const isUnsearched = !searches && answer.status === 501 && answer.json.code === "search-unsupported"
    assert.isTrue(answer.status < 500 || isUnsearched, told)
    // What only the database found out, in a statement that failed.
    assert.notInclude(answer.body, "problems/operand-refused", told)
    statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
    return answer
  }
  for (let sent = 0; sent < count; sent++) {
    const answer = await send(`${pick(random, addresses)}${anyQuery(random)}`)
    const next = nextIn(answer)
    if (next !== null && random() < 0.7) await send(tampered(random, next))
  }
  return statuses
}

const addresses = [
  "/shelves",
  "/shelves",
  "/shelves",
  "/shelves",
  "/rest/v1/shelves",
  "/rest/v1/shelves",
  "/boxes"
] as const

const nextIn = (answer: Answer): string | null =>
  /<([^>]+)>; rel="next"/u.exec(answer.header("link") ?? "")?.[1] ?? null

/** The link of the page behind, its cursor's place changed. */
const tampered = (random: Random, link: string): string =>
  link.replace(/(?<=[?&]cursor=)[^&]+/u, (cursor) => {
    const plain = Buffer.from(cursor, "base64url").toString()
    const start = plain.indexOf("[") + 1
    const parts = plain.slice(start, -1).split(",")
    const place = random() < 0.5 ? parts.map(() => JSON.stringify(pick(random, values))).join() : parts.join()
    const told = `${plain.slice(0, start)}${place}]`
    return Buffer.from(random() < 0.5 ? told : broken(random, told, 2)).toString("base64url")
  })

/** Some shelves to find, of which no two are alike. */
const fill = async (ask: Ask): Promise<void> => {
  for (let at = 0; at < 12; at++) {
    const body = {
      name: `shelf ${at}`,
      label: at % 3 === 0 ? null : "a cat",
      tags: at % 2 === 0 ? [] : ["a", "b c"],
      meta: pick(mulberry32(at), metas),
      raw: { a: [at, null] },
      room: at % 4 === 0 ? "attic" : null,
      price: at % 5 === 0 ? null : `${at}.5`,
      weight: at % 3 === 0 ? "NaN" : at / 3,
      places: at % 6 === 0 ? 2_147_483_647 : at,
      open: at % 2 === 0,
      since: at % 4 === 0 ? "infinity" : "2024-02-29",
      seen_at: "2026-01-01T00:00:00.123456Z",
      span: at % 3 === 0 ? "empty" : `[${at},)`,
      boxes: Array.from({ length: at % 4 }, (_, size) => ({ name: `box ${size}`, size }))
    }
    expectStatus(await ask({ method: "POST", path: "/shelves", body }), 201)
  }
}

const metas = [null, { a: [1, "x"], b: { c: 1 } }, [1, 2, 3], "text", { a: { 0: null } }, 1e30] as const
