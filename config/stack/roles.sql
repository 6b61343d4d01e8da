-- The roles of the wall, for psql as a superuser; may be run again at any time.
--   psql -v owner_password=... -v app_password=... [-v ops_password=... -v backup_password=...] -f roles.sql
-- owner   migrates and makes test databases
-- app     the web and the worker: owns nothing and is bound by row security
-- ops     looks after the server: sees what it is doing and how large it is, and not one row of a centre
-- backup  reads every row of every centre, for pg_dump, and writes none
SELECT format('CREATE ROLE %I', name)
FROM (VALUES ('countersign_owner'), ('countersign_app')) AS wanted (name)
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name)
\gexec
ALTER ROLE countersign_owner LOGIN CREATEDB NOCREATEROLE NOSUPERUSER NOBYPASSRLS PASSWORD :'owner_password';
ALTER ROLE countersign_app LOGIN NOCREATEDB NOCREATEROLE NOSUPERUSER NOBYPASSRLS PASSWORD :'app_password';
\if :{?ops_password}
SELECT 'CREATE ROLE countersign_ops' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'countersign_ops')
\gexec
ALTER ROLE countersign_ops LOGIN NOCREATEDB NOCREATEROLE NOSUPERUSER NOBYPASSRLS PASSWORD :'ops_password';
GRANT pg_monitor TO countersign_ops;
\endif
\if :{?backup_password}
SELECT 'CREATE ROLE countersign_backup' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'countersign_backup')
\gexec
ALTER ROLE countersign_backup LOGIN NOCREATEDB NOCREATEROLE NOSUPERUSER BYPASSRLS PASSWORD :'backup_password';
ALTER ROLE countersign_backup SET default_transaction_read_only = on;
GRANT pg_read_all_data TO countersign_backup;
\endif
