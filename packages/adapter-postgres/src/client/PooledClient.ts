// @effect-diagnostics globalDate:off
/** A session of PostgreSQL: what it said while nobody asked, and whether anybody can use it again. */
import type { ConnectionOptions } from "node:tls"
import { Client, type ClientConfig, type PoolClient } from "pg"
import { bindToCertificate } from "./channelBinding.ts"
import { type PgError, type Phase, pgError } from "./PgError.ts"
import { isBroken } from "./sqlState.ts"

/** A session that the pool has lent. */
export type Lent = PoolClient & PooledClient

/** What the server wants to hear before it stops a query of this session. */
interface BackendKey {
  readonly processID: number
  readonly secretKey: number
}

export class PooledClient extends Client {
  /** How the connection is encrypted, if at all. */
  readonly tls: boolean | ConnectionOptions
  #backendKey: BackendKey | null = null
  #usable = true
  #abandoned = false
  #lastWords: unknown = null
  #lent = Date.now()

  constructor(config?: ClientConfig) {
    super(config)
    this.tls = config?.ssl ?? false
    if (config?.enableChannelBinding === true) bindToCertificate(this.connection)
    this.connection.on("backendKeyData", (key: BackendKey) => {
      this.#backendKey = key
    })
    // Without a listener, a connection that the server closes would end the process, idle or checked out.
    this.on("error", (cause) => {
      this.#lastWords ??= cause
      this.#usable = false
    })
  }

  /**
   * What `pg` begins a session with, and how dates are written. A pooler takes that, since pgjdbc never leaves it out;
   * of other settings, some refuse to start (PgBouncer, RDS Proxy), so that these are looked at only.
   */
  getStartupConf(): object {
    const given: object = Reflect.apply(Reflect.get(Client.prototype, "getStartupConf"), this, [])
    return { ...given, DateStyle: "ISO" }
  }

  /** How many milliseconds it was left alone. */
  silent(now: number): number {
    return now - this.#lent
  }

  /** Notes that it is lent now, and tells how long it was left alone. */
  lend(now: number): number {
    const silent = this.silent(now)
    this.#lent = now
    return silent
  }

  get backendKey(): BackendKey | null {
    return this.#backendKey
  }

  /** False once an error was seen after which it is of no more use, whatever became of that error since. */
  get isUsable(): boolean {
    return this.#usable
  }

  /** Whether a query may still run that nobody waits for: another one would queue behind it. */
  get isAbandoned(): boolean {
    return this.#abandoned
  }

  /** Notes that nobody waits for the running query any more. */
  abandon(): void {
    this.#abandoned = true
    this.#usable = false
  }

  /** Reads what a query of this session ended in. One that found it closed already ended in what closed it. */
  failed(cause: unknown, phase: Phase): PgError {
    const error = pgError(cause, phase, this.#lastWords)
    if (isBroken(error)) this.#usable = false
    return error
  }
}
