-- 100,000 books of 5,000 authors: the first has 25 of them, the second 1,500, the third 200, the others 20 or so each.
insert into bench.authors (uid, name, version, created_at, last_updated_at, creator_uid, last_updater_uid)
select md5('author ' || n)::uuid, 'Author ' || n, 1, now(), now(), 'librarian-ines', 'librarian-ines'
from generate_series(1, 5000) as n;

insert into bench.books (uid, title, isbn, author_uid, published_on, pages, price, in_print, blurb, version, created_at, last_updated_at, creator_uid, last_updater_uid)
select md5('book ' || n)::uuid, 'The ' || n || 'th book of the long shelf', '978' || lpad(n::text, 10, '0'),
  md5('author ' || case when n <= 25 then 1 when n <= 1525 then 2 when n <= 1725 then 3 else 4 + n % 4997 end)::uuid,
  date '1900-01-01' + n % 40000, 50 + n % 900, (500 + n * 7919 % 4500) / 100.0, n % 3 > 0,
  'Number ' || n || ' of the collection, which tells of a town by the sea, of those who left it, and of the one who came back.',
  1, now(), now(), 'librarian-ines', 'librarian-ines'
from generate_series(1, 100000) as n;

-- Ten reviews of each of the first 10,000 books.
insert into bench.reviews (uid, book_uid, stars, reader, body, version, created_at, last_updated_at, creator_uid, last_updater_uid)
select md5('review ' || n)::uuid, md5('book ' || 1 + n / 10)::uuid, 1 + n % 5, 'Reader ' || n % 977,
  'Review ' || n || ': I read it in a night, and gave it away in the morning to one who would not give it back.',
  1, now(), now(), 'librarian-ines', 'librarian-ines'
from generate_series(0, 99999) as n;

-- What each side changes: records of its own, alike but for their uids.
insert into bench.books (uid, title, isbn, author_uid, published_on, pages, price, in_print, blurb, version, created_at, last_updated_at, creator_uid, last_updater_uid)
select md5(side || ' book ' || n)::uuid, 'The changing book', '9780000000000', md5('author 4')::uuid, date '1999-12-31', 321, 12.5, true,
  'A copy that is changed again and again, and deleted in the end, so that nobody reads it twice in the same words.',
  1, now(), now(), 'librarian-ines', 'librarian-ines'
from (values ('ours'), ('L'), ('L-history')) as sides (side), generate_series(1, 4000) as n;

insert into bench.shelves (uid, label, room, capacity, holds, is_full, version, created_at, last_updated_at, creator_uid, last_updater_uid)
select md5(side || ' shelf ' || n)::uuid, 'The changing shelf', 'Reading room', 50, 20, false, 1, now(), now(), 'librarian-ines', 'librarian-ines'
from (values ('ours'), ('L'), ('L-history')) as sides (side), generate_series(1, 1000) as n;

insert into bench.notes (uid, title, body, isbn, page, written_on, pinned)
select md5('note ' || n)::uuid, 'Note ' || n, 'Read page ' || n || ' again: the one who came back is not who had left.', '978' || lpad(n::text, 10, '0'), 1 + n % 900,
  date '2020-01-01' + n % 2000, n % 2 = 0
from generate_series(1, 100000) as n;
