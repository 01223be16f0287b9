/** A user pool on loopback, and the directory over it as a layer of the contract. */
import { UserDirectoryCognito } from "@pgcrest/adapter-cognito"
import { UserDirectory } from "@pgcrest/core"
import { UserDirectoryContract } from "@pgcrest/testkit"
import { CognitoServer } from "@pgcrest/testkit/cognito"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"

/** A pool for as long as the scope lasts. */
export const pool = Effect.acquireRelease(
  Effect.promise(() => CognitoServer.start()),
  (server) => Effect.promise(() => server.stop())
)

/** A directory that shows names and addresses of a pool's people. */
export const directoryOf = (
  server: CognitoServer.CognitoServer,
  options: Partial<UserDirectoryCognito.Options> = {}
) =>
  UserDirectoryCognito.layer({
    userPoolId: server.pool.userPoolId,
    endpoint: server.endpoint,
    attributes: { name: "name", email: "email" },
    credentials: { accessKeyId: "key", secretAccessKey: "secret" },
    ...options
  })

/** A directory that keeps nothing, and how people come to be in its pool. */
export const people = (federated: boolean) =>
  Layer.unwrap(
    Effect.map(pool, (server) =>
      Layer.merge(
        directoryOf(server, { cacheSeconds: 0, deadlineMillis: 60_000 }),
        Layer.succeed(UserDirectoryContract.People, {
          add: ({ name, email, phone, groups = [] }) =>
            Effect.sync(() => {
              const more = {
                ...(email === undefined ? {} : { email }),
                ...(phone === undefined ? {} : { phone_number: phone })
              }
              return server.pool.add({ attributes: { name, ...more }, groups, federated })
            }),
          disable: (subject) => Effect.sync(() => server.pool.change(subject, { enabled: false })),
          remove: (subject) => Effect.sync(() => server.pool.remove(subject))
        })
      )
    )
  )

/** The directory itself, for as long as the scope lasts. */
export const directory = (
  server: CognitoServer.CognitoServer,
  options: Partial<UserDirectoryCognito.Options> = {}
) => Effect.map(Layer.build(directoryOf(server, options)), (context) => Context.get(context, UserDirectory))
