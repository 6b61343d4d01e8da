#!/bin/sh
# Makes the four roles and the database. PostgreSQL's image runs it at its first start, ./run stack at every start; it may
# be run again at any time. Passwords come from the environment, so that no list of processes shows them.
set -eu
psql -X -q -v ON_ERROR_STOP=1 -U postgres -d postgres >/dev/null <<SQL
\getenv owner_password OWNER_PASSWORD
\getenv app_password APP_PASSWORD
\getenv ops_password OPS_PASSWORD
\getenv backup_password BACKUP_PASSWORD
\i $ROLES_SQL
SELECT 'CREATE DATABASE countersign OWNER countersign_owner'
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'countersign')
\gexec
REVOKE ALL ON DATABASE countersign FROM PUBLIC;
GRANT CONNECT ON DATABASE countersign TO countersign_app, countersign_ops, countersign_backup;
SQL
