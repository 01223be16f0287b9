/** Tables in which migration tools keep their own books: they are known by name and columns together. */
import type { Table } from "../catalogue/Description.ts"

/** Which tool a table belongs to; null for all others. */
export const bookkeeping = ({ name, columns }: Table): string | null => {
  const found = tools.find((tool) => tool.table.test(name))
  const has = new Set(columns.map((column) => column.name))
  return found?.columns.every((column) => has.has(column)) === true
    ? `where ${found.tool} keeps its migrations`
    : null
}

interface Tool {
  readonly tool: string
  readonly table: RegExp
  readonly columns: ReadonlyArray<string>
}

const tools: ReadonlyArray<Tool> = [
  { tool: "Rails", table: /^schema_migrations$/u, columns: ["version"] },
  { tool: "Rails", table: /^ar_internal_metadata$/u, columns: ["key", "value"] },
  { tool: "Django", table: /^django_migrations$/u, columns: ["app", "name", "applied"] },
  { tool: "Prisma", table: /^_prisma_migrations$/u, columns: ["checksum", "migration_name"] },
  { tool: "TypeORM", table: /^(?:typeorm_)?migrations$/u, columns: ["id", "timestamp", "name"] },
  { tool: "Drizzle", table: /^__drizzle_migrations$/u, columns: ["hash", "created_at"] },
  { tool: "Supabase", table: /^schema_migrations$/u, columns: ["version", "statements"] },
  { tool: "Flyway", table: /^flyway_schema_history$/u, columns: ["installed_rank", "checksum"] },
  { tool: "Liquibase", table: /^databasechangelog(?:lock)?$/u, columns: ["id"] },
  { tool: "Knex", table: /^knex_migrations(?:_lock)?$/u, columns: [] },
  { tool: "Alembic", table: /^alembic_version$/u, columns: ["version_num"] },
  { tool: "goose", table: /^goose_db_version$/u, columns: ["version_id"] },
  { tool: "node-pg-migrate", table: /^pgmigrations$/u, columns: ["run_on"] }
]
