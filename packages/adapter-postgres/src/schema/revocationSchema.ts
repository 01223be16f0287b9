/** The deny list's table: `sql/revocation.sql` as a text, which a bundle holds without a file beside it. A test holds the two equal. */

/**
 * What `sql/revocation.sql` says, to run as the owner of the database: the table that `TokenRevocationPostgres` reads. What does not
 * name it does not carry it along.
 */
export const revocationSchema: string = `-- Tokens that were taken back before their time, for \`TokenRevocationPostgres\`. Run it as the owner of the schema, not as the
-- application; running it again changes nothing.
create schema if not exists auth;

create table if not exists auth.revoked_token (
  -- A token's \`jti\`; an \`origin_jti\`, which all tokens of one sign-in share; or \`sub:<iss>#<sub>\`, which bars somebody
  -- with every token that they have or get.
  id         text collate "C" primary key,
  -- When the row counts no more: once the last token that it bars has expired. Such rows may be deleted.
  expires_at timestamptz not null,
  -- For people; nothing reads it.
  reason     text
);

-- The application's role needs these rights, and no more:
--   grant usage on schema auth to app;
--   grant select (id, expires_at) on auth.revoked_token to app;
-- Whoever takes tokens back needs insert, and delete to clear away what has expired.
`
