/** Which client asks: by basic authentication, or in the form itself (RFC 6749 §2.3.1). */
import { timingSafeEqual } from "node:crypto"

/** A client that may ask for tokens of its own. */
export interface Client {
  readonly secret: string
  /** What it may be given; all of it where it asks for no scope. */
  readonly scopes: ReadonlyArray<string>
}

/** The clients by their ids. */
export type Clients = Readonly<Record<string, Client>>

/** A client that has proven who it is. */
export interface KnownClient extends Client {
  readonly clientId: string
}

/** Undefined where nobody, or somebody else, has named themselves. */
export const clientOf = (
  clients: Clients,
  authorization: string | undefined,
  form: URLSearchParams
): KnownClient | undefined => {
  const basic = /^basic ([A-Za-z0-9+/]+=*)$/iu.exec(authorization ?? "")?.[1]
  const [clientId, secret] =
    basic === undefined ? [form.get("client_id"), form.get("client_secret")] : credentials(basic)
  if (clientId === null || secret === null || !Object.hasOwn(clients, clientId)) return undefined
  const client = clients[clientId]
  return client !== undefined && isSame(client.secret, secret) ? { ...client, clientId } : undefined
}

// Both are form-encoded first, §2.3.1.
function credentials(basic: string): readonly [string, string] {
  const [, id = "", secret = ""] = /^([^:]*):(.*)$/su.exec(Buffer.from(basic, "base64").toString()) ?? []
  const decoded = new URLSearchParams(`id=${id}&secret=${secret}`)
  return [decoded.get("id") ?? "", decoded.get("secret") ?? ""]
}

function isSame(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)]
  return left.length === right.length && timingSafeEqual(left, right)
}
