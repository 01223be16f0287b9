-- Orders of a wholesaler, written by hand in 2005.
create domain "EMAIL" as varchar(80) check (value like '%@%');
create domain POSITIVE_INT as integer not null check (value > 0);
create table "CUSTOMERS" (
  "CUST_NO" char(6) not null primary key,
  "Company Name" varchar(60) not null,
  "CONTACT" varchar(40),
  "E-Mail" "EMAIL",
  "CREDIT" money default 0,
  "SINCE" timestamp without time zone default now(),
  "VIP" char(1) default 'N' check ("VIP" in ('Y', 'N')),
  "2ND_PHONE" varchar(20)
);
comment on table "CUSTOMERS" is 'Whoever we deliver to; "prospects" are in PROSPECTS.
See Bob''s manual, page 12 */ and later.';
comment on column "CUSTOMERS"."CREDIT" is 'In Marks until 2001, then Euro: don''t "convert" twice \o/';
create table "ORDERS" (
  "ORDER_NO" serial primary key,
  "CUST_NO" char(6) not null references "CUSTOMERS",
  "order" varchar(20),
  "user" varchar(30) not null default "current_user"(),
  "limit" numeric(12,2),
  "select" boolean not null default false,
  "date" date not null default ('now'::text)::date,
  "time" time without time zone,
  "constructor" varchar(10)
);
create table "ORDER LINES" (
  "ORDER_NO" integer not null references "ORDERS",
  "LINE" smallint not null,
  "ARTICLE" char(8) not null,
  "QTY" positive_int,
  "PRICE" numeric(10,2) not null,
  primary key ("ORDER_NO", "LINE"),
  check ("PRICE" >= 0 and "PRICE" < 100000)
);
create table articles (
  art char(8) not null,
  lang char(2) not null,
  title text not null,
  weight real,
  photo bytea,
  "offset" integer default 0,
  constraint articles_pk primary key (art, lang)
);
create unique index articles_title on articles (upper(title), lang);
create table persons (id serial primary key, name varchar(50) not null, born date, flags bit(8) default B'00000000', bits bit varying(16));
create table employees (salary money, boss integer references persons, badge "char") inherits (persons);
create table log (at timestamp without time zone not null default now(), who name not null default "current_user"(), what text);
create table "Straße" ("Größe" integer primary key, "名前" text);
create table words (word varchar(40) primary key, means varchar(40) references words deferrable);
create view "Big Orders" as select o."ORDER_NO", c."Company Name", sum(l."QTY" * l."PRICE") as total
  from "ORDERS" o join "CUSTOMERS" c using ("CUST_NO") join "ORDER LINES" l on l."ORDER_NO" = o."ORDER_NO" group by 1, 2;
create rule log_is_for_ever as on delete to log do instead nothing;
create function stamp_order() returns trigger language plpgsql as $$ begin new."order" := coalesce(new."order", 'A-' || new."ORDER_NO"); return new; end; $$;
create trigger stamp before insert on "ORDERS" for each row execute procedure stamp_order();

insert into "CUSTOMERS" ("CUST_NO", "Company Name", "E-Mail", "CREDIT") values ('A1', 'Müller & Söhne', 'a@example.org', 100);
insert into "ORDERS" ("CUST_NO", "limit") values ('A1', 5);
insert into "ORDER LINES" values (1, 1, 'X-1', 3, 9.99);
insert into articles (art, lang, title) values ('X-1', 'de', 'Schraube');
insert into persons (name) values ('Ann');
