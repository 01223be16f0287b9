// @effect-diagnostics asyncFunction:off
/** Before anything is timed: all sides must do the same work, and tell the same. */
import { isDeepStrictEqual } from "node:util"
import type { Client } from "pg"
import { type Answered, headerOf } from "./measuring/Asker.ts"
import type { Side } from "./measuring/Side.ts"
import { type Case, nameOf, type Operation, type SideName } from "./Operation.ts"

/** Where a side keeps its changes; L has none. */
const changes: Readonly<Record<SideName, string | null>> = {
  ours: "audit.change",
  L: null,
  "L-history": "bench.change"
}

/** Throws where answers differ, or the changes that writes left, in more than what each write makes anew. */
export const checkEqual = async (
  sides: Readonly<Record<SideName, Side>>,
  client: Client,
  cases: ReadonlyArray<Case>
): Promise<void> => {
  for (const asked of cases) {
    const name = nameOf(asked)
    const told = async (side: SideName) => {
      const answered = await sides[side].turn(name)
      const answers = answered.map((one) => answerOf(one, reads.has(asked.operation)))
      return { answers, changes: await changesOf(side, client, answered) }
    }
    const [ours, plain, history] = [await told("ours"), await told("L"), await told("L-history")]
    refuse(name, "L", ours.answers, plain.answers)
    refuse(name, "L-history", ours, history)
  }
}

function refuse(name: string, side: SideName, ours: unknown, other: unknown): void {
  if (isDeepStrictEqual(ours, other)) return
  throw new Error(
    `${name}: ours and ${side} differ:\n${JSON.stringify(ours)}\n${JSON.stringify(other)}`.slice(0, 8000)
  )
}

const compared = ["content-type", "content-range", "cache-control"]
const reads: ReadonlySet<Operation> = new Set([
  "get",
  "list20",
  "list20filters",
  "deep",
  "list1000",
  "nested",
  "page1",
  "deepCursor"
])

function answerOf({ answer }: Answered, isRead: boolean) {
  return {
    status: answer.statusCode,
    headers: compared.map((name) => headerOf(answer, name)),
    body: comparable(answer.body ?? "", isRead)
  }
}

async function changesOf(
  side: SideName,
  client: Client,
  answered: ReadonlyArray<Answered>
): Promise<ReadonlyArray<unknown>> {
  const table = changes[side]
  if (table === null) return []
  const { rows } = await client.query(
    `select resource, version, op, actor, before, after from ${table} where request_id = any($1) order by op, after ->> 'title'`,
    [answered.map(({ requestId }) => requestId)]
  )
  return rows.map((row) => JSON.parse(JSON.stringify(row), anonymous))
}

/** Records that were written differ in what is made anew; what was only read must be equal. */
function comparable(body: string, isRead: boolean): unknown {
  if (body === "") return null
  return isRead ? JSON.parse(body, zoned) : JSON.parse(body, anonymous)
}

const anew = new Set(["uid", "created_at", "last_updated_at", "location", "content-location", "etag"])

function anonymous(key: string, part: unknown): unknown {
  return anew.has(key) ? "…" : part
}

/** JSON that PostgreSQL makes tells UTC as `+00:00`: the same instant. */
function zoned(_: string, part: unknown): unknown {
  return typeof part === "string" ? part.replace(/(?<=T[\d:.]+)\+00:00$/u, "Z") : part
}
