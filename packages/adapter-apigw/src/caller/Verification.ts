/** What a handler asks about tokens beside its gateway: that they are proven, and that they were not taken back. */
import { InvalidDeclaration, type TokenRevocation, type TokenVerifier } from "@pgcrest/core"
import type { RequestHead } from "@pgcrest/rest"
import type * as Layer from "effect/Layer"

/** Which requests are asked about, by the first segment of their path: of which methods, or all. */
export type Routes = Readonly<Record<string, ReadonlyArray<string> | "all">>

/** Whether tokens were taken back before their time. */
export interface RevocationOptions {
  /** Who knows it. It is asked once for each request that is chosen, and no answer of it is a 503. */
  readonly check: Layer.Layer<TokenRevocation, Error>
  /** The requests that are asked about, such as `{ loans: ["POST", "DELETE"], members: "all" }`; all, unless given. */
  readonly on?: Routes
}

/** Parts of who is calling that are loaded where they are named. */
export interface VerificationOptions {
  /** Proves the bearer tokens of requests that no authorizer stands before: a Function URL, a load balancer, an open route. */
  readonly verify?: Layer.Layer<TokenVerifier, Error>
  readonly revocation?: RevocationOptions
}

/** The same, as requests find it. */
export interface Verification {
  readonly verifies: boolean
  /** Whether it is asked of a request if its token was taken back; of an address that cannot be read it is. */
  readonly asksAbout: (request: RequestHead) => boolean
}

/** Null where there is nothing to verify and to ask: callers are then known at once. */
export const verificationOf = ({ verify, revocation }: VerificationOptions): Verification | null => {
  if (verify === undefined && revocation === undefined) return null
  const { on } = revocation ?? {}
  const faults = Object.entries(on ?? {}).flatMap(([name, methods]) => faultsOf(name, methods))
  if (faults.length > 0) throw new InvalidDeclaration(...faults)
  return {
    verifies: verify !== undefined,
    asksAbout: revocation === undefined ? () => false : ({ method, path }) => isAmong(on, method, path)
  }
}

// Of an own name alone, so that no path finds what every object has.
function isAmong(on: Routes | undefined, method: string, path: RequestHead["path"]): boolean {
  if (on === undefined || path === null) return true
  const [name = ""] = path
  const methods = Object.hasOwn(on, name) ? on[name] : undefined
  // HEAD is GET without its body (RFC 9110 §9.3.2).
  return methods !== undefined && (methods === "all" || methods.includes(method === "HEAD" ? "GET" : method))
}

function faultsOf(name: string, methods: ReadonlyArray<string> | "all"): ReadonlyArray<string> {
  const unknown = methods === "all" ? [] : methods.filter((method) => !/^[A-Z]+$/u.test(method))
  return [
    ...(name === "" || name.includes("/")
      ? [`The option revocation.on: "${name}" is no first segment of a path`]
      : []),
    ...unknown.map((method) => `The option revocation.on: "${method}" is no method of HTTP`)
  ]
}
