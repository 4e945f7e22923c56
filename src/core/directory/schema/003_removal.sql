-- A department that was deleted can be restored for 30 days (AZ12); its row stays, since the record names it.
alter table departments add column deleted_at bigint;
