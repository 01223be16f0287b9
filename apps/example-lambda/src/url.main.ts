/** The whole library behind a Function URL, where no authorizer stands in front: the tokens of a user pool are verified here, and its people told by their names. */
import { ApiGateway } from "@pgcrest/adapter-apigw"
import { TokenVerifierJwt, UserDirectoryCognito } from "@pgcrest/adapter-cognito"
import { ResourceStorePostgres } from "@pgcrest/adapter-postgres"
import { Library, problems } from "./library.ts"

const { USER_POOL_ID = "", APP_CLIENT_ID = "", IMPORTER_CLIENT_ID = "", COGNITO_EMULATOR } = process.env
// A pool on this machine, in development: on Lambda it ends the start.
const local = COGNITO_EMULATOR === undefined ? null : { emulator: COGNITO_EMULATOR }
const place = local === null ? {} : { region: "local", endpoint: local.emulator }

export const handler = ApiGateway.handler(Library, ResourceStorePostgres.layerConfig, {
  problems,
  verify: TokenVerifierJwt.layer({
    issuers: [
      TokenVerifierJwt.cognito({
        userPoolId: USER_POOL_ID,
        clientIds: [APP_CLIENT_ID, IMPORTER_CLIENT_ID],
        ...local
      })
    ]
  }),
  people: {
    directory: UserDirectoryCognito.layer({
      userPoolId: USER_POOL_ID,
      attributes: { name: "name" },
      ...place
    })
  }
})
