/** The hand-written handler's answers. */

export interface Answer {
  readonly statusCode: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly isBase64Encoded: false
}

/** A record or a list as JSON. */
export const json = (statusCode: number, value: unknown, headers: Answer["headers"]): Answer => ({
  statusCode,
  headers: { "content-type": "application/json; charset=utf-8", ...headers },
  body: JSON.stringify(value),
  isBase64Encoded: false
})

/** JSON that the database made. */
export const ready = (body: string, headers: Answer["headers"]): Answer => ({
  statusCode: 200,
  headers: { "content-type": "application/json; charset=utf-8", ...headers },
  body,
  isBase64Encoded: false
})

/** What was deleted. */
export const gone: Answer = {
  statusCode: 204,
  headers: { "cache-control": "no-store" },
  body: "",
  isBase64Encoded: false
}

/** Why there is no record (RFC 9457). */
export const problem = (status: number, code: string, more: object = {}): Answer => ({
  statusCode: status,
  headers: { "content-type": "application/problem+json", "cache-control": "no-store" },
  body: JSON.stringify({ type: `https://pgcrest.dev/problems/${code}`, status, code, ...more }),
  isBase64Encoded: false
})

export const notFound = (): Answer => problem(404, "record-not-found")
