/** Callers of whom less is known than the gateway knew: what the operator can do about it. */
import type { Caller } from "@pgcrest/core"
import { filled } from "../event/Json.ts"
import type { Identity } from "./Identity.ts"
import type { Issuers } from "./issuers.ts"

/** A sentence for the log; null where all that the gateway told was understood. */
export const callerNotice = (
  identity: Identity | null,
  caller: Caller.Caller,
  issuers: Issuers | null
): string | null => {
  if (!caller.exactGroups) return groupsUnknown
  if (identity === null || caller.kind !== "anonymous") return null
  return identity.kind === "claims" && isStranger(filled(identity.claims.iss), issuers)
    ? strange
    : nameless[identity.kind]
}

const isStranger = (issuer: string | null, issuers: Issuers | null): boolean =>
  issuers !== null && issuer !== null && issuers.nameOf(issuer) === undefined

const strange =
  "An authorizer let a token in whose issuer the option issuers does not name: its caller is anonymous here. Name the " +
  "issuer, or leave it out of the authorizer."

const nameless: { readonly [Kind in Identity["kind"]]: string } = {
  claims:
    "A caller was let in of whom no claim names a subject, or one that only a machine, a guest or another " +
    "issuer's can have: the caller is anonymous here. " +
    'Let the token or the authorizer answer sub, or name the claim that tells one user from another: authorizer: { subject: "principalId" }.',
  iam: "A caller signed its request, and is neither a role nor a user of IAM: the caller is anonymous here.",
  pool:
    "A caller came with credentials of an identity pool, and the gateway does not say whose they are: the caller is " +
    "anonymous here. A Function URL never says it; a REST or an HTTP API does."
}

const groupsUnknown =
  "A caller's groups came as no list, or joined in one text that no token in the event tells apart: those count, if any, that the api's " +
  "rules name. Hand on the token that the gateway verifies, with its jti, or let a Lambda authorizer answer " +
  "the list as JSON."
