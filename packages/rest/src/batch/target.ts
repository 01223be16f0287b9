/** The address of a request inside a batch, read as a gateway would have read it. */
import * as Result from "effect/Result"
import { parseTerm, type Term } from "./reference.ts"

/** A query value: what stands before the operand, such as `eq.`, and the operand. */
export type Operand = readonly [before: string, operand: Term]

export interface Target {
  readonly path: ReadonlyArray<Term>
  readonly query: ReadonlyArray<readonly [name: string, value: Operand]>
}

/** The segments and pairs of `/books/$0.uid?limit=1`, each decoded once; fails with the rule that it breaks. */
export const parseTarget = (text: string, before: number): Result.Result<Target, string> => {
  const mark = text.indexOf("?")
  const path = mark < 0 ? text : text.slice(0, mark)
  if (!/^\/[^#]/u.test(path)) return Result.fail("is no path such as /books or /books/$0.uid?select=title")
  const segments = all(path.slice(1).split("/"), (segment) =>
    Result.flatMap(decode(segment), (decoded) => parseTerm(decoded, before))
  )
  const pieces = mark < 0 ? [] : text.slice(mark + 1).split("&")
  return Result.flatMap(segments, (path) =>
    Result.map(
      all(
        pieces.filter((piece) => piece !== ""),
        (piece) => parsePair(piece, before)
      ),
      (query) => ({ path, query })
    )
  )
}

function parsePair(piece: string, before: number): Result.Result<Target["query"][number], string> {
  const [name = "", ...rest] = piece.replaceAll("+", " ").split("=")
  return Result.flatMap(decode(name), (name) =>
    Result.flatMap(decode(rest.join("=")), (value) => {
      // Only what stands behind operators is an operand as a whole: lists and groups have a grammar of their own.
      const operator = /^(?:[a-z]+\.)*(?=\$)/u.exec(value)?.[0]
      return operator === undefined
        ? Result.succeed([name, ["", value]] as const)
        : Result.map(
            parseTerm(value.slice(operator.length), before),
            (operand) => [name, [operator, operand]] as const
          )
    })
  )
}

function decode(text: string): Result.Result<string, string> {
  const decoded = Result.getOrNull(Result.try(() => decodeURIComponent(text)))
  return decoded === null || decoded.includes("\0")
    ? Result.fail(
        "holds a NUL, or a percent sign that is not followed by two hexadecimal digits of UTF-8 text"
      )
    : Result.succeed(decoded)
}

/** Each of them read, or the first that cannot be. */
function all<A, B>(
  items: ReadonlyArray<A>,
  read: (item: A) => Result.Result<B, string>
): Result.Result<ReadonlyArray<B>, string> {
  const done: Array<B> = []
  for (const item of items) {
    const one = read(item)
    if (Result.isFailure(one)) return Result.fail(one.failure)
    done.push(one.success)
  }
  return Result.succeed(done)
}
