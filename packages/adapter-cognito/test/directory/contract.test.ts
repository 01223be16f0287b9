import { UserDirectoryContract } from "@pgcrest/testkit"
import { people } from "./pool.ts"

UserDirectoryContract.suite("Cognito", people(false))
UserDirectoryContract.suite("Cognito, of people from another identity provider", people(true))
