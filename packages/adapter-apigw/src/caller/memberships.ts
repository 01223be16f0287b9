/** In which groups a token's claims say that its bearer is. */
import { Subject } from "@pgcrest/core"
import type { BearerOptions, Sent } from "./BearerOptions.ts"
import { claimAt, printedMap } from "./claimAt.ts"
import { type Groups, groupsInMap, groupsOf } from "./groups.ts"
import type { ClaimsIdentity } from "./Identity.ts"
import { tokenList } from "./tokenList.ts"

/** The groups as their issuer names them. */
export const memberships = (
  { claims, rendering }: ClaimsIdentity,
  { event, source }: Sent,
  { authorizer, issuerName, ruled }: BearerOptions & { readonly issuerName: string }
): Groups => {
  const path = authorizer.groups ?? (claims["cognito:groups"] == null ? "groups" : "cognito:groups")
  const listed = () => (rendering === "context" ? "absent" : tokenList(event, source, claims, path))
  const printed = printedMap(claims, path)
  if (printed !== null) return groupsInMap(printed, path, listed())
  const isList = path === "cognito:groups" && isCognito(claims.iss)
  return groupsOf({
    value: claimAt(claims, path),
    rendering,
    isList,
    ruled: ownOf(issuerName, ruled),
    listed
  })
}

function isCognito(issuer: unknown): boolean {
  return typeof issuer === "string" && issuer.startsWith("https://cognito-idp.")
}

/** Of the groups that rules name, those of one issuer, as it calls them. */
function ownOf(issuerName: string, ruled: ReadonlySet<string>): ReadonlySet<string> {
  if (issuerName === "") return ruled
  const prefix = Subject.behind(issuerName, "")
  const own = [...ruled].filter((name) => name.startsWith(prefix))
  return new Set(own.map((name) => name.slice(prefix.length)))
}
