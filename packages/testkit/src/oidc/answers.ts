/** What the issuer answers at each of its addresses, when it behaves well. */
import { type Clients, clientOf } from "./clientOf.ts"
import type { Tokens } from "./Tokens.ts"

/** What was asked. */
export interface Asked {
  readonly method: string
  readonly path: string
  readonly authorization: string | undefined
  readonly form: URLSearchParams
}

/** A status, and JSON. */
export interface Answer {
  readonly status: number
  readonly body: unknown
}

/** The issuer behind the answers. */
export interface Desk {
  readonly tokens: Tokens
  readonly clients: Clients
  readonly audience: string
}

/** Answers one request. */
export const answer = (desk: Desk, asked: Asked): Answer => {
  switch (`${asked.method} ${asked.path}`) {
    case "GET /.well-known/openid-configuration":
      return { status: 200, body: configuration(desk.tokens.issuer) }
    case "GET /jwks.json":
      return { status: 200, body: desk.tokens.jwks() }
    case "POST /token":
      return token(desk, asked)
    case "POST /introspect":
      return introspection(desk, asked)
    default:
      return { status: 404, body: { error: "not_found" } }
  }
}

/** OpenID Connect Discovery 1.0 §3, RFC 8414 §2. */
function configuration(issuer: string): unknown {
  return {
    issuer,
    jwks_uri: `${issuer}/jwks.json`,
    token_endpoint: `${issuer}/token`,
    introspection_endpoint: `${issuer}/introspect`,
    grant_types_supported: ["client_credentials"],
    token_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post"],
    id_token_signing_alg_values_supported: ["RS256", "ES256", "EdDSA"],
    response_types_supported: ["token"],
    subject_types_supported: ["public"]
  }
}

/** RFC 6749 §4.4 and §5. */
function token({ tokens, clients, audience }: Desk, { authorization, form }: Asked): Answer {
  const client = clientOf(clients, authorization, form)
  if (client === undefined) return { status: 401, body: { error: "invalid_client" } }
  if (form.get("grant_type") !== "client_credentials")
    return { status: 400, body: { error: "unsupported_grant_type" } }
  const scopes = form.get("scope")?.split(" ") ?? client.scopes
  if (!scopes.every((scope) => client.scopes.includes(scope)))
    return { status: 400, body: { error: "invalid_scope" } }
  const scope = scopes.join(" ")
  const access_token = tokens.machine(client.clientId, scope, audience)
  return { status: 200, body: { access_token, token_type: "Bearer", expires_in: 3600, scope } }
}

function introspection({ tokens, clients }: Desk, { authorization, form }: Asked): Answer {
  return clientOf(clients, authorization, form) === undefined
    ? { status: 401, body: { error: "invalid_client" } }
    : { status: 200, body: tokens.introspect(form.get("token") ?? "") }
}
