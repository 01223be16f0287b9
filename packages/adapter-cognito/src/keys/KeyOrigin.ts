/** Where the keys of an issuer are had from. */
import { isLoopback } from "../http/endpoint.ts"

/** An address, and whom to trust on the way there. */
export interface KeyOrigin {
  readonly issuer: string
  /** The address of its key set; null where its discovery document tells it (OpenID Connect Discovery 1.0 §4). */
  readonly jwksUri: string | null
  /** Certificate authorities as PEM, instead of the public ones. */
  readonly ca: string | null
  /** An emulator on this machine: plain http on loopback, and keys that everybody has. */
  readonly emulator: boolean
}

/** Whether keys may be had from an address: over TLS, or from an emulator on loopback. */
export const isFetchable = (address: string, { emulator }: { readonly emulator: boolean }): boolean => {
  if (!URL.canParse(address)) return false
  const { protocol, hostname, username, password } = new URL(address)
  if (username !== "" || password !== "") return false
  return protocol === "https:" || (protocol === "http:" && emulator && isLoopback(hostname))
}
