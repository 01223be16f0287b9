// @effect-diagnostics asyncFunction:off
/** Books that are made by several requests in one transaction. */
import { type Answer, json, problem } from "./answers.ts"
import { type Asked, isRecord } from "./Asked.ts"
import { bookChecks, parse, readRecord } from "./bodies.ts"
import type { Database } from "./database.ts"
import type { bookWrites } from "./writeBooks.ts"

type Create = ReturnType<typeof bookWrites>["create"]

/** The answers of all, or the problem of the first that is refused; then nothing was done. */
export const batchOf =
  (create: Create) =>
  async (database: Database, asked: Asked): Promise<Answer> => {
    const sent = parse(asked.body)
    if (!isRecord(sent) || !Array.isArray(sent["requests"])) return problem(400, "body-malformed")
    const { client, release } = await database.lend()
    try {
      await client.query("begin")
      const answers: Array<object> = []
      for (const request of sent["requests"]) {
        const answer = await one(create, { client }, asked, request)
        if (answer.statusCode >= 300) {
          await client.query("rollback")
          return answer
        }
        answers.push(told(answer))
      }
      await client.query("commit")
      return json(200, answers, { "cache-control": "no-store" })
    } catch (cause) {
      await client.query("rollback")
      throw cause
    } finally {
      release()
    }
  }

async function one(
  create: Create,
  sends: Parameters<Create>[0],
  asked: Asked,
  request: unknown
): Promise<Answer> {
  if (!isRecord(request) || request["method"] !== "POST" || request["path"] !== "/books")
    return problem(400, "body-malformed")
  const read = readRecord(request["body"], bookChecks, "whole")
  return "faults" in read
    ? problem(422, "record-invalid", { errors: read.faults })
    : create(sends, asked, read.values)
}

function told({ body, headers, statusCode }: Answer): object {
  const { etag, location, "content-location": content } = headers
  return { status: statusCode, headers: { location, "content-location": content, etag }, body: parse(body) }
}
