/** What a directory of a user pool is told, checked when it is declared. */
import { Subject } from "@pgcrest/core"
import type { Address, Credentials } from "../client/Address.ts"
import { numberFaults, throwFaults } from "../faults.ts"
import { endpointFaults } from "../http/endpoint.ts"
import { poolFaults, userPool } from "../userPool.ts"

/** Which pool, what is shown of its people, and how much asking may cost. */
export interface Options {
  readonly userPoolId: string
  /**
   * What is shown: the pool's attributes, each with its name in answers, such as `{ name: "name", "custom:shelf": "shelf" }`.
   * All others are not even asked for.
   */
  readonly attributes: Readonly<Record<string, string>>
  /** The name that the handler's option `issuers` gives the pool, as it stands before its subjects: "", unless given. */
  readonly issuerName?: string
  /** That of the pool's id, unless given. */
  readonly region?: string
  /** Where to ask, as a proxy or an emulator, by https or by http of this machine: the region's own place, unless given. */
  readonly endpoint?: string
  /** How long an answer counts: 300, unless given; 0 keeps none. That nobody is there counts for 30 at most. */
  readonly cacheSeconds?: number
  /** Of how many subjects answers are kept, those asked for last: 1000, unless given. */
  readonly cacheSize?: number
  /**
   * How many calls one sandbox makes at once: 3, unless given, which are 30 in a second where each takes 100 ms. So many ListUsers
   * has an account in a region by default, for all of its sandboxes and pools; more are throttled, and tried again in time.
   */
  readonly concurrency?: number
  /** How long one `find`, or one `groupsOf`, may take: 2000, unless given. */
  readonly deadlineMillis?: number
  /** Those of the sandbox, unless given. */
  readonly credentials?: Credentials
}

/** The same, without gaps. */
export interface DirectorySettings {
  readonly userPoolId: string
  readonly issuerName: string
  readonly attributes: ReadonlyMap<string, string>
  readonly address: Address
  readonly cacheMillis: number
  readonly cacheSize: number
  readonly concurrency: number
  readonly deadlineMillis: number
}

/** Throws InvalidDeclaration where the options make no sense. */
export const settingsOf = (options: Options): DirectorySettings => {
  throwFaults(faultsOf(options))
  const { userPoolId, issuerName = "", endpoint = null, credentials = null } = options
  return {
    userPoolId,
    issuerName,
    attributes: new Map(Object.entries(options.attributes)),
    address: { region: options.region ?? userPool(userPoolId).region, endpoint, credentials },
    cacheMillis: (options.cacheSeconds ?? 300) * 1000,
    cacheSize: options.cacheSize ?? 1000,
    concurrency: options.concurrency ?? 3,
    deadlineMillis: options.deadlineMillis ?? 2000
  }
}

function* faultsOf(options: Options): Generator<string> {
  if (options.region === undefined) yield* poolFaults(options.userPoolId)
  if (options.issuerName !== undefined && !Subject.isIssuerName(options.issuerName))
    yield `issuerName is "" or as the option issuers has it, letters and digits: "${options.issuerName}" is neither`
  yield* attributeFaults(options.attributes)
  yield* endpointFaults(options.endpoint)
  yield* numberFaults("cacheSeconds", options.cacheSeconds, 0)
  yield* numberFaults("cacheSize", options.cacheSize, 1)
  yield* numberFaults("concurrency", options.concurrency, 1)
  yield* numberFaults("deadlineMillis", options.deadlineMillis, 1)
}

/** What an answer says of everybody itself. */
const reserved = new Set(["sub", "uid", "status", "__proto__"])

function* attributeFaults(attributes: Options["attributes"] | undefined): Generator<string> {
  if (attributes === undefined) return yield "attributes is missing: it says what is shown of people"
  const names = Object.values(attributes)
  if (names.length === 0) yield "A directory shows at least one attribute"
  for (const [attribute, name] of Object.entries(attributes)) {
    if (!/^(?:[a-z_]{1,32}|custom:\S{1,32})$/u.test(attribute) || attribute === "sub")
      yield `An attribute is a standard one, as "name", or one like "custom:shelf": "${attribute}" is neither`
    if (name === "" || reserved.has(name)) yield `"${attribute}" cannot be shown as "${name}"`
  }
  if (new Set(names).size < names.length) yield "Two attributes cannot be shown under one name"
}
