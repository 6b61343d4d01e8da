"""Pages of mark sheets: the desk, the check, the sheet as it stands, the printed form."""
