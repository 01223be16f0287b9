// @effect-diagnostics asyncFunction:off
/** A certificate authority of one's own, and a server's certificate from it, as PEM. */

/** What a TLS server needs, and the authority that its clients have to trust. */
export interface Certificates {
  readonly ca: string
  readonly key: string
  readonly cert: string
}

/** Makes an authority and a certificate for one host name, both valid for a year. */
export const makeCertificates = async (hostname: string): Promise<Certificates> => {
  // Late: it brings a whole X.509 library, and most who open this door want PostgreSQL only.
  const { generate } = await import("selfsigned")
  const kind = { keyType: "ec", algorithm: "sha256" } as const
  const authority = await generate([{ name: "commonName", value: "PGCrest test authority" }], {
    ...kind,
    extensions: [
      { name: "basicConstraints", cA: true, critical: true },
      { name: "keyUsage", keyCertSign: true, critical: true }
    ]
  })
  const server = await generate([{ name: "commonName", value: hostname }], {
    ...kind,
    ca: { key: authority.private, cert: authority.cert },
    extensions: [
      { name: "basicConstraints", cA: false },
      { name: "keyUsage", digitalSignature: true },
      { name: "extKeyUsage", serverAuth: true },
      { name: "subjectAltName", altNames: [{ type: 2, value: hostname }] }
    ]
  })
  return { ca: authority.cert, key: server.private, cert: server.cert }
}
