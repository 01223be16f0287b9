import { UserDirectoryContract } from "@pgcrest/testkit"
import { people } from "./identity/people.ts"

UserDirectoryContract.suite("memory", people)
