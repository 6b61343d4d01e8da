-- The two roles of the wall, for psql as a superuser; may be run again at any time.
--   psql -v owner_password=... -v app_password=... -f roles.sql
-- The owner migrates and makes test databases. The app (web and worker) owns nothing and is bound by row security.
SELECT format('CREATE ROLE %I', name)
FROM (VALUES ('countersign_owner'), ('countersign_app')) AS wanted (name)
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name)
\gexec
ALTER ROLE countersign_owner LOGIN CREATEDB NOCREATEROLE NOSUPERUSER NOBYPASSRLS PASSWORD :'owner_password';
ALTER ROLE countersign_app LOGIN NOCREATEDB NOCREATEROLE NOSUPERUSER NOBYPASSRLS PASSWORD :'app_password';
