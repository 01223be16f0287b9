-- After a table was restored to an earlier state: lets its records count on from the trail, also where the changes since
-- lie in another partition than the next one will. Replace `library.books` and 'books'; run it before anybody writes again.
-- The first half is for tables with a version and an instant of their own; the second serves all, also what was deleted.
update library.books b set version = t.version, last_updated_at = greatest(b.last_updated_at, t.at)
  from (select c.uid, max(c.version) as version, max(c.at) as at from audit.change c where c.resource = 'books' group by c.uid) t
  where b.uid::text = t.uid and b.version < t.version;
insert into audit.life as l (resource, uid, version, at)
  select c.resource, c.uid, max(c.version), max(c.at) from audit.change c where c.resource = 'books' group by c.resource, c.uid
  on conflict (resource, uid) do update set version = greatest(excluded.version, l.version), at = greatest(excluded.at, l.at);
