/** A Cognito user pool as an issuer: its access tokens name a client, its ID tokens an audience, and both their use. */
import { throwFaults } from "../faults.ts"
import type { PreloadedKeys } from "../keys/preloaded.ts"
import type { Recipients } from "../token/judgeClaims.ts"
import { poolFaults, userPool } from "../userPool.ts"
import { addressFaults, listFaults } from "./faults.ts"
import type { Issuer } from "./Issuer.ts"

/** Of a user pool: which, and the tokens of which of its clients. */
export interface CognitoOptions {
  /** Such as `eu-west-1_aBcDeFgHi`. */
  readonly userPoolId: string
  /** The app clients whose tokens are taken. */
  readonly clientIds: readonly [string, ...ReadonlyArray<string>]
  /** Which tokens are taken, by `token_use`: access tokens alone, as they are the ones for apis, unless given. */
  readonly tokenUse?: "access" | "id" | "either"
  /** Keys that are known without a fetch: those of `PGCREST_JWKS`, a JSON object of key sets by issuer, unless given. */
  readonly keys?: PreloadedKeys
  /** Where an emulator on this machine stands for Cognito, as `http://localhost:9229`; its issuer is this and the pool's id. Refused on Lambda. */
  readonly emulator?: string
}

/** Takes the tokens of a user pool; throws InvalidDeclaration for options that make no sense. */
export const cognito = (options: CognitoOptions): Issuer => {
  const { userPoolId, clientIds, tokenUse = "access", emulator } = options
  throwFaults([...faultsOf(options)].map((fault) => `User pool "${userPoolId}": ${fault}`))
  const issuer = emulator === undefined ? userPool(userPoolId).issuer : `${emulator}/${userPoolId}`
  const clients = new Set(clientIds)
  const access: Recipients = { audience: null, clients }
  const id: Recipients = { audience: clients, clients: null }
  const uses = { access: { access }, id: { id }, either: { access, id } }
  return {
    issuer,
    algorithms: new Set(["RS256"]),
    expected: { _tag: "ByUse", uses: uses[tokenUse] },
    jwksUri: `${issuer}/.well-known/jwks.json`,
    ca: null,
    emulator: emulator !== undefined,
    keys: options.keys ?? null
  }
}

const tokenUses: ReadonlyArray<string> = ["access", "id", "either"]

function* faultsOf({ userPoolId, clientIds, tokenUse, emulator }: CognitoOptions): Generator<string> {
  yield* listFaults("clientIds", clientIds)
  if (tokenUse !== undefined && !tokenUses.includes(tokenUse))
    yield `tokenUse is "${tokenUse}"; it can be access, id or either`
  if (emulator === undefined) return yield* poolFaults(userPoolId)
  yield* addressFaults("emulator", emulator, { emulator: true })
  if (!emulator.startsWith("http://") || emulator.endsWith("/"))
    yield `emulator is an address on this machine without a slash at its end, such as http://localhost:9229, not "${emulator}"`
  if (!/^[\w-]+_[A-Za-z0-9]+$/u.test(String(userPoolId)))
    yield "an emulator's pool has an id such as local_aBcDeFgHi"
}
