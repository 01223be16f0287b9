/** A user pool: its people, their groups, and the access tokens that they hold. */
import { randomUUID } from "node:crypto"
import { type AccessToken, makeToken, type TokenOptions } from "./accessToken.ts"

/** Somebody in a pool. */
export interface CognitoUser {
  /** By the pool's own names: `name`, `email`, `custom:shelf`. */
  readonly attributes: Readonly<Record<string, string>>
  readonly groups?: ReadonlyArray<string>
  /** From another identity provider: such a user is not known by the sub in place of a username. */
  readonly federated?: boolean
}

/** A user as the pool keeps it. */
export interface Member extends CognitoUser {
  readonly sub: string
  readonly username: string
  readonly enabled: boolean
}

/** One user pool, whose members are known by their sub. */
export class Pool {
  readonly userPoolId = "eu-west-1_Loopback1"
  readonly issuer = `https://cognito-idp.eu-west-1.amazonaws.com/${this.userPoolId}`
  readonly #members = new Map<string, Member>()
  readonly #tokens = new Map<string, AccessToken>()
  readonly #revoked = new Set<string>()

  /** The sub of somebody new. */
  readonly add = (user: CognitoUser): string => {
    const sub = randomUUID()
    const username = `${user.federated === true ? "Google_" : "user-"}${this.#members.size + 1}`
    this.#members.set(sub, { ...user, sub, username, enabled: true })
    return sub
  }

  /** Changes what is given; a sub of nobody changes nothing. */
  readonly change = (sub: string, change: Partial<Omit<Member, "sub" | "username">>): void => {
    const member = this.#members.get(sub)
    if (member !== undefined) this.#members.set(sub, { ...member, ...change })
  }

  readonly remove = (sub: string): void => void this.#members.delete(sub)

  /** An access token of somebody in the pool. */
  readonly signIn = (sub: string, options: TokenOptions = {}): AccessToken => {
    const username = this.#members.get(sub)?.username ?? null
    return this.#keep(makeToken({ issuer: this.issuer, sub, username }, options))
  }

  /** An access token of the client itself, as the grant `client_credentials` gives it. */
  readonly signInMachine = (clientId: string): AccessToken =>
    this.#keep(makeToken({ issuer: this.issuer, sub: clientId, username: null }, { clientId }))

  /** Takes back all tokens of somebody, as GlobalSignOut does. */
  readonly signOut = (sub: string): void => {
    for (const { claims, token } of this.#tokens.values()) if (claims.sub === sub) this.#revoked.add(token)
  }

  members(): ReadonlyArray<Member> {
    return [...this.#members.values()]
  }

  memberOf(sub: string): Member | undefined {
    return this.#members.get(sub)
  }

  tokenOf(token: string): AccessToken | undefined {
    return this.#tokens.get(token)
  }

  isRevoked(token: string): boolean {
    return this.#revoked.has(token)
  }

  #keep(made: AccessToken): AccessToken {
    this.#tokens.set(made.token, made)
    return made
  }
}
