-- What the application's role may do, and no more. Replace `app` and `library` by your role and schema, and list the
-- tables whose resources can be written. The role must not own any of these tables.
grant usage on schema library, audit to app;
grant select, insert, update, delete on all tables in schema library to app;
-- By which serial columns are numbered; identity columns need none.
grant usage on all sequences in schema library to app;
-- The audit trail is append-only: no update, no delete, and `tx` cannot be forged because it cannot be named.
grant select on audit.change to app;
grant insert (resource, uid, version, op, at, actor, on_behalf_of, issuer, request_id, client_request_id, trace_id, via, reason, metadata, before, after, sealed, salt, sealed_hash, format)
  on audit.change to app;
-- Where a uid's versions go on: never deleted. Our statements only count up; a right to update cannot tell that from counting down.
grant select, insert on audit.life to app;
grant update (version, at) on audit.life to app;
grant select on audit.idempotency to app;
grant insert (caller, key, request, form, resource, uids, beside, created, answer) on audit.idempotency to app;
-- What was refused, where resources ask for it.
grant insert (resource, uid, act, kind, at, actor, on_behalf_of, issuer, request_id, client_request_id, trace_id, via, reason)
  on audit.refusal to app;
