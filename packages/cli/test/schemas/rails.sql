-- A shop, as `rails db:migrate` leaves it: structure.sql of Rails 7.1.
create table public.ar_internal_metadata (
  key character varying not null,
  value character varying,
  created_at timestamp(6) without time zone not null,
  updated_at timestamp(6) without time zone not null,
  constraint ar_internal_metadata_pkey primary key (key)
);
create table public.schema_migrations (version character varying not null, constraint schema_migrations_pkey primary key (version));
insert into public.schema_migrations values ('20260101000000'), ('20260203112500');

create table public.users (
  id bigserial primary key,
  email character varying default ''::character varying not null,
  encrypted_password character varying default ''::character varying not null,
  reset_password_token character varying,
  reset_password_sent_at timestamp(6) without time zone,
  sign_in_count integer default 0 not null,
  current_sign_in_ip inet,
  role integer default 0 not null,
  locale character varying(5) default 'en',
  preferences jsonb default '{}' not null,
  lock_version integer default 0 not null,
  created_at timestamp(6) without time zone not null,
  updated_at timestamp(6) without time zone not null
);
create unique index index_users_on_email on public.users using btree (email);
create unique index index_users_on_reset_password_token on public.users using btree (reset_password_token);

create table public.products (
  id bigserial primary key,
  type character varying not null,
  name character varying not null,
  sku character varying(32) not null,
  description text,
  price numeric(10,2) default 0.0 not null,
  status integer default 0 not null,
  tags character varying[] default '{}'::character varying[],
  metadata jsonb default '{}' not null,
  available_on date,
  lock_version integer default 0 not null,
  created_at timestamp(6) without time zone not null,
  updated_at timestamp(6) without time zone not null,
  constraint price_not_negative check (price >= 0)
);
comment on column public.products.type is 'Single table inheritance: Book, Game or Service';
create unique index index_products_on_sku on public.products using btree (sku);
create index index_products_on_tags on public.products using gin (tags);

create table public.categories (
  id bigserial primary key,
  name character varying not null,
  slug character varying not null,
  parent_id bigint references public.categories (id),
  position integer,
  products_count integer default 0 not null,
  created_at timestamp(6) without time zone not null,
  updated_at timestamp(6) without time zone not null
);
create unique index index_categories_on_slug on public.categories using btree (lower(slug::text));

-- has_and_belongs_to_many: create_join_table makes no key.
create table public.categories_products (
  category_id bigint not null,
  product_id bigint not null
);
create index index_categories_products_on_category_id on public.categories_products (category_id, product_id);

create table public.orders (
  id bigserial primary key,
  user_id bigint not null constraint fk_rails_f868b47f6a references public.users (id),
  number character varying not null,
  state integer default 0 not null,
  total_cents bigint default 0 not null,
  currency character varying(3) default 'EUR' not null,
  placed_at timestamp(6) without time zone,
  lock_version integer,
  created_at timestamp(6) without time zone not null,
  updated_at timestamp(6) without time zone not null
);
create unique index index_orders_on_number on public.orders (number);
create unique index index_orders_on_user_id_open on public.orders (user_id) where (state = 0);

create table public.line_items (
  id bigserial primary key,
  order_id bigint not null references public.orders (id),
  product_id bigint not null references public.products (id),
  quantity integer default 1 not null,
  unit_price_cents bigint not null,
  created_at timestamp(6) without time zone not null,
  updated_at timestamp(6) without time zone not null,
  constraint quantity_positive check (quantity > 0)
);
create unique index index_line_items_on_order_id_and_product_id on public.line_items (order_id, product_id);

-- A polymorphic association: no foreign key can say it.
create table public.comments (
  id bigserial primary key,
  commentable_type character varying not null,
  commentable_id bigint not null,
  user_id bigint references public.users (id),
  body text not null,
  rating smallint,
  created_at timestamp(6) without time zone not null,
  updated_at timestamp(6) without time zone not null
);

create table public.active_storage_blobs (
  id bigserial primary key,
  key character varying not null,
  filename character varying not null,
  content_type character varying,
  metadata text,
  service_name character varying not null,
  byte_size bigint not null,
  checksum character varying,
  created_at timestamp(6) without time zone not null
);
create unique index index_active_storage_blobs_on_key on public.active_storage_blobs (key);

create table public.active_storage_attachments (
  id bigserial primary key,
  name character varying not null,
  record_type character varying not null,
  record_id bigint not null,
  blob_id bigint not null references public.active_storage_blobs (id),
  created_at timestamp(6) without time zone not null
);
create unique index index_active_storage_attachments_uniqueness on public.active_storage_attachments (record_type, record_id, name, blob_id);

insert into public.users (email, preferences, created_at, updated_at) values ('ann@example.org', '{"theme": "dark"}', now(), now());
insert into public.products (type, name, sku, price, tags, created_at, updated_at) values ('Book', 'Dune', 'B-1', 9.90, '{sf,classic}', now(), now());
insert into public.categories (name, slug, created_at, updated_at) values ('Books', 'books', now(), now());
insert into public.categories_products values (1, 1);
