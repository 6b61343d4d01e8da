"""The demo's openly fictional world: two centres, their people, some forty submissions in every state."""
