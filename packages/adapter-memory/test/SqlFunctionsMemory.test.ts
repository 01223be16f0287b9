import { SqlFunctionsMemory } from "@pgcrest/adapter-memory"
import { SqlFunctionsContract } from "@pgcrest/testkit"

SqlFunctionsContract.suite("memory", SqlFunctionsMemory.layer(SqlFunctionsContract.twins))
