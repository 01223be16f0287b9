/** What an sslmode comes to here: stricter than in libpq, never weaker. */
import * as Result from "effect/Result"

/** Whether a connection is encrypted, and its server verified; what of the mode was taken otherwise. */
export interface Encryption {
  readonly tls: boolean
  readonly warnings: ReadonlyArray<string>
}

/** Fails with a sentence for what is no mode; `source` is who says it. */
export const encryptionOf = (mode: string, source: string): Result.Result<Encryption, string> => {
  const found = modes.get(mode)
  return found === undefined
    ? Result.fail(
        `${source} is "${mode}"; it can be disable, require, verify-ca or verify-full, the last three all verify the server`
      )
    : Result.succeed({
        tls: found.tls,
        warnings: found.told === null ? [] : [`${source} is ${mode}: ${found.told}`]
      })
}

// Whoever asks for encryption gets a verified server: without that, whoever stands between reads and changes all.
const encrypted = { tls: true, told: null }
const modes = new Map<string, { readonly tls: boolean; readonly told: string | null }>([
  ["disable", { tls: false, told: null }],
  ["allow", { tls: false, told: "the connection is not encrypted; say verify-full if it shall be" }],
  [
    "prefer",
    {
      tls: true,
      told: "the connection is encrypted and the server verified, or fails; disable says otherwise"
    }
  ],
  [
    "no-verify",
    { tls: true, told: "the server is verified all the same; give its authority as sslrootcert" }
  ],
  ["require", encrypted],
  ["verify-ca", encrypted],
  ["verify-full", encrypted]
])
