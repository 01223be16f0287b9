/** Strings of bits: `101`. Their order is that of their text. */
import * as Result from "effect/Result"

/** So many zeros and ones; up to a length, or of any, where it varies. */
export const parseBits = (
  text: string,
  { length, varying }: { readonly length: number | null; readonly varying: boolean }
): Result.Result<string, string> => {
  if (!/^[01]*$/u.test(text)) return Result.fail("must be zeros and ones")
  if (length === null || text.length === length || (varying && text.length < length)) {
    return Result.succeed(text)
  }
  return Result.fail(varying ? `must have at most ${length} bits` : `must have ${length} bits`)
}
