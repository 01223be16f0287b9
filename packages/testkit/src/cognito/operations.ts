/** The operations of Cognito's user pools that PGCrest asks for, over one pool. */
import { userScope } from "./accessToken.ts"
import type { Member, Pool } from "./Pool.ts"

/** A response of the AWS JSON 1.1 protocol. */
export interface Answer {
  readonly status: number
  readonly body: object
}

/** A request's body, as JSON tells it. */
export type Input = Readonly<Record<string, unknown>>

/** An error as the protocol tells it. */
export const refused = (name: string, message: string, status = 400): Answer => ({
  status,
  body: { __type: name, message }
})

const answered = (body: object): Answer => ({ status: 200, body })
const groupsOfPage = 2

const attributesOf = ({ sub, attributes }: Member, wanted: unknown) =>
  Object.entries({ sub, ...attributes })
    .filter(([name]) => !Array.isArray(wanted) || wanted.includes(name))
    .map(([Name, Value]) => ({ Name, Value }))

const userOf = (member: Member, wanted: unknown) => ({
  Username: member.username,
  Attributes: attributesOf(member, wanted),
  Enabled: member.enabled,
  UserStatus: "CONFIRMED"
})

const listUsers = (pool: Pool, { Filter, AttributesToGet, Limit }: Input): Answer => {
  const [, sub] = /^sub = "([^"\\]*)"$/u.exec(String(Filter)) ?? []
  if (sub === undefined) return refused("InvalidParameterException", "Error while parsing filter")
  const found = pool.members().filter((member) => member.sub === sub)
  const users = found.slice(0, Number(Limit ?? 60)).map((member) => userOf(member, AttributesToGet))
  return answered({ Users: users })
}

/** A user by username, or by the sub of one who is not from another provider. */
const named = (pool: Pool, { Username }: Input): Member | undefined =>
  pool
    .members()
    .find(({ username, sub, federated }) => username === Username || (federated !== true && sub === Username))

const nobody = refused("UserNotFoundException", "User does not exist.")

const adminGetUser = (pool: Pool, input: Input): Answer => {
  const member = named(pool, input)
  if (member === undefined) return nobody
  const { Attributes, ...rest } = userOf(member, null)
  return answered({ ...rest, UserAttributes: Attributes })
}

const adminListGroupsForUser = (pool: Pool, input: Input): Answer => {
  const groups = named(pool, input)?.groups ?? []
  if (named(pool, input) === undefined) return nobody
  const from = Number(input["NextToken"] ?? 0)
  const to = from + groupsOfPage
  const page = groups.slice(from, to).map((GroupName) => ({ GroupName }))
  return answered({ Groups: page, ...(to < groups.length ? { NextToken: String(to) } : {}) })
}

const getUser = (pool: Pool, { AccessToken }: Input): Answer => {
  const held = pool.tokenOf(String(AccessToken))
  if (held === undefined) return refused("NotAuthorizedException", "Invalid Access Token")
  if (pool.isRevoked(held.token)) return refused("NotAuthorizedException", "Access Token has been revoked")
  if (!held.claims.scope.split(" ").includes(userScope))
    return refused("NotAuthorizedException", "Access Token does not have required scopes")
  const member = pool.memberOf(held.claims.sub)
  if (member === undefined) return nobody
  if (!member.enabled) return refused("NotAuthorizedException", "User is disabled.")
  return answered({ Username: member.username, UserAttributes: attributesOf(member, null) })
}

/** An operation, and whether a request for it must be signed. */
interface Operation {
  readonly signed: boolean
  readonly answer: (pool: Pool, input: Input) => Answer
}

/** By the name that `X-Amz-Target` ends with. */
export const operations: ReadonlyMap<string, Operation> = new Map([
  ["ListUsers", { signed: true, answer: listUsers }],
  ["AdminGetUser", { signed: true, answer: adminGetUser }],
  ["AdminListGroupsForUser", { signed: true, answer: adminListGroupsForUser }],
  ["GetUser", { signed: false, answer: getUser }]
])
