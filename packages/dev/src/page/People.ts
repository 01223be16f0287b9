/** Whom the first page and the first screen can act as. */
import type { User, Users } from "../event/authorizer.ts"

/** A user; with a password where an authority signs people in. */
export interface Person extends User {
  readonly password?: string
}

/** The people by name. */
export type People = Readonly<Record<string, Person>>

/** All users where tokens are fake; those whose password is known where an authority gives tokens. */
export const peopleOf = (users: Users, passwords: Readonly<Record<string, string>> | undefined): People =>
  passwords === undefined
    ? users
    : Object.fromEntries(
        Object.entries(passwords).map(([name, password]) => [
          name,
          { ...(users[name] ?? { sub: name }), password }
        ])
      )
