/** One server for the run of testkit's own tests; each file clones the template. */
import { vitestSetup } from "@pgcrest/testkit/postgres"

export default vitestSetup("CREATE TABLE book (title text NOT NULL); INSERT INTO book VALUES ('Emma')")
