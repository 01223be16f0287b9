/** Addresses of network cards, of six or eight bytes, told as `08:00:2b:01:02:03`. */
import * as Result from "effect/Result"

// The forms that PostgreSQL's manual lists; a separator stays the same throughout.
const six =
  /^(?:[\da-f]{2}([:-])(?:[\da-f]{2}\1){4}[\da-f]{2}|[\da-f]{6}[:-]?[\da-f]{6}|[\da-f]{4}([.-])[\da-f]{4}\2[\da-f]{4})$/iu
const eight =
  /^(?:[\da-f]{2}([:-])(?:[\da-f]{2}\1){6}[\da-f]{2}|[\da-f]{6}[:-]?[\da-f]{10}|[\da-f]{8}[:-]?[\da-f]{8}|[\da-f]{4}([.-])(?:[\da-f]{4}\2){2}[\da-f]{4})$/iu

/** An address of six bytes (EUI-48). */
export const parseMacaddr = (text: string): Result.Result<string, string> =>
  six.test(text)
    ? Result.succeed(pairsOf(text).join(":"))
    : Result.fail("must be a MAC address such as 08:00:2b:01:02:03")

/** An address of eight bytes (EUI-64); one of six gets ff and fe in its middle. */
export const parseMacaddr8 = (text: string): Result.Result<string, string> => {
  if (eight.test(text)) return Result.succeed(pairsOf(text).join(":"))
  return six.test(text)
    ? Result.succeed(pairsOf(text).toSpliced(3, 0, "ff", "fe").join(":"))
    : Result.fail("must be a MAC address such as 08:00:2b:ff:fe:01:02:03")
}

function pairsOf(text: string): ReadonlyArray<string> {
  return text.toLowerCase().replace(/[:.-]/gu, "").match(/../gu) ?? []
}
